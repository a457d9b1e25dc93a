"""The fixes beside the answer: the best for what is asked, or what a search finds."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Task, Tasks
from desktop.viewmodels.desk import FutureDesk
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix, Passage

TYPING_DELAY_MS = 250
PALETTE_LIMIT = 50


class FixesViewModel(QObject):
    """Suggests while the agent types, searches on request, counts what is inserted."""

    suggested = Signal(object)
    """A tuple of Passage, best first."""
    found = Signal(object)
    """A tuple of CannedFix for the query; empty when the query is."""
    palette_found = Signal(str, object)
    """The query of the palette, and a tuple of CannedFix for it."""
    values_found = Signal(object, object)
    """A CannedFix with blanks, and what the case can put into them, by name."""
    pictures_found = Signal(object, object)
    """A CannedFix, and the pictures that it shows: encoded files by their links."""
    cited = Signal(object)
    """A CannedFix that an answer points to, or None where it is no longer kept."""
    used = Signal(object)
    """A CannedFix that was inserted: whether it helped can be said now."""
    changed = Signal()
    """Other fixes are kept now."""

    def __init__(self, desk: FutureDesk, tasks: Tasks, settings: SettingsBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._settings = settings
        self._suggesting: Task | None = None
        self._searching: Task | None = None
        self._question = ""
        self._screen_text = ""
        self._asked = ("", "")
        """What was asked last in the case that is shown, and what could be read on its pictures."""
        self._of_case: tuple[Passage, ...] = ()
        """What that brought: it stands there again when what was begun since is taken back."""
        self._program = ""
        self._query = ""
        self._finding: Task | None = None
        self._uses: dict[str, int] = {}
        """The last use of each fix, by uid."""
        self.suggestions: tuple[Passage, ...] = ()
        self._suggest_timer = self._timer(self._suggest)
        self._search_timer = self._timer(self._search)
        settings.changed.connect(self._follow_setting)
        self.changed.connect(self.get_ready)
        self.changed.connect(self._look_again)

    def get_ready(self) -> None:
        """Let the fixes be read while nobody waits for them: at the start, and when they have changed."""
        self._tasks.run(Lane.FIXES, lambda: self._desk.wait().assistant.fix_book.get_ready())

    def question_changed(self, question: str, screen_text: str) -> None:
        """Suggest for what is being typed and what can be read on the pictures that wait."""
        self._question, self._screen_text = question, screen_text
        if not screen_text:
            self._program = ""
        if self._is_begun:
            self._suggest_timer.start()
            return
        self._suggest_timer.stop()
        if not question:  # the sign that opens the palette takes nothing back
            self._go_back()

    def case_shown(self, question: str, screen_text: str, *, is_answering: bool) -> None:
        """Offer what fits the last question of a case, unless its answer will say that, or another is begun."""
        self._asked = question, screen_text
        if not is_answering and not self._is_begun:
            self._suggest()

    def program_seen(self, program: str) -> None:
        """Put the fixes for this program first, as long as its picture waits."""
        self._program = program

    def show(self, passages: tuple[Passage, ...]) -> None:
        """Show the fixes that an answer was given."""
        self._stop_suggesting()
        self._say(passages)
        self._of_case = self.suggestions

    def search(self, query: str) -> None:
        self._query = query.strip()
        self._search_timer.start()

    def find(self, query: str) -> None:
        """Find what the palette shows for what is typed behind its sign."""
        if self._finding is not None:
            self._finding.cancel()
        language = self._settings.language

        def job() -> tuple[CannedFix, ...]:
            return self._desk.wait().assistant.search_fixes(query, language=language, limit=PALETTE_LIMIT)

        self._finding = self._tasks.run(Lane.FIXES, job, done=lambda found: self.palette_found.emit(query, found))

    def find_values(self, fix: CannedFix, *, title: str, question: str, screen_text: str, labels: CaseLabels) -> None:
        """Find what the case can put into the blanks of a fix."""

        def job() -> dict[str, str]:
            book = self._desk.wait().assistant.fix_book
            return book.values_for(fix, title=title, question=question, screen_text=screen_text, labels=labels)

        self._tasks.run(Lane.FIXES, job, done=lambda values: self.values_found.emit(fix, values))

    def find_cited(self, uid: str) -> None:
        """Find a fix that an answer points to, in the language of the window where it has that."""
        language = self._settings.language

        def job() -> CannedFix | None:
            variants = [fix for fix in self._desk.wait().assistant.fix_book.all() if fix.uid == uid]
            return min(variants, key=lambda fix: fix.language is not language, default=None)

        self._tasks.run(Lane.FIXES, job, done=self.cited.emit)

    def find_pictures(self, fix: CannedFix) -> None:
        """Fetch the pictures of a fix, where it has any."""
        if not fix.picture_digests:
            return

        def job() -> dict[str, bytes]:
            return self._desk.wait().assistant.fix_book.pictures_of(fix)

        self._tasks.run(Lane.FIXES, job, done=lambda pictures: self.pictures_found.emit(fix, pictures))

    def inserted(self, fix: CannedFix) -> None:
        """Count that an agent used a fix."""

        def noted(use_id: int) -> None:
            self._uses[fix.uid] = use_id
            self.used.emit(fix)

        self._tasks.run(Lane.STORE, lambda: self._desk.wait().fixes.record_use(fix.uid, None), done=noted)

    def mark(self, fix: CannedFix, *, has_solved: bool) -> None:
        """Note whether the last use of a fix helped."""
        use_id = self._uses.get(fix.uid)
        if use_id is not None:
            self._tasks.run(Lane.STORE, lambda: self._desk.wait().fixes.mark_use(use_id, has_solved=has_solved))

    def _follow_setting(self, key: str) -> None:
        """Offer the fixes in the new language at once."""
        if key == "window.language":
            self._look_again()

    def _look_again(self) -> None:
        self._suggest()
        if self._query:
            self._search()

    @property
    def _is_begun(self) -> bool:
        """Whether a question is being written, or a picture waits; a sign alone asks for nothing."""
        return any(map(str.isalnum, self._question)) or bool(self._screen_text.strip())

    def _go_back(self) -> None:
        """Offer what the case is about, now that nothing is begun any more."""
        if any(self._asked) and not self._of_case:
            self._suggest()
        elif self.suggestions != self._of_case:
            self._say(self._of_case)

    def _stop_suggesting(self) -> None:
        self._suggest_timer.stop()
        if self._suggesting is not None:
            self._suggesting.cancel()

    def _say_begun(self, passages: tuple[Passage, ...]) -> None:
        if self._is_begun:  # what has been taken back meanwhile asks for nothing
            self._say(passages)

    def _say(self, passages: tuple[Passage, ...]) -> None:
        self.suggestions = passages[: self._settings.integer("answers.suggested_fixes")]
        self.suggested.emit(self.suggestions)

    def _suggest(self) -> None:
        """Suggest for what is begun, or else for what was asked last."""
        self._stop_suggesting()
        is_begun, language, program = self._is_begun, self._settings.language, self._program
        question, screen_text = (self._question, self._screen_text) if is_begun else self._asked
        if not question.strip() and not screen_text.strip():
            return

        def job() -> tuple[Passage, ...]:
            assistant = self._desk.wait().assistant
            return assistant.suggest_fixes(question, screen_text, language=language, application=program)

        self._suggesting = self._tasks.run(Lane.FIXES, job, done=self._say_begun if is_begun else self.show)

    def _search(self) -> None:
        if self._searching is not None:
            self._searching.cancel()
        query, language = self._query, self._settings.language
        if not query:
            self.found.emit(())
            return

        def job() -> tuple[CannedFix, ...]:
            return self._desk.wait().assistant.search_fixes(query, language=language)

        self._searching = self._tasks.run(Lane.FIXES, job, done=self.found.emit)

    def _timer(self, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(TYPING_DELAY_MS)
        timer.timeout.connect(act)
        return timer
