"""The window: puts views and view models together, and gives every action its function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from desktop.actions import CONTEXT, TABLE, ActionSet, Menu
from desktop.tasks import Lane
from desktop.viewmodels.capture import CaptureViewModel, Stage
from desktop.viewmodels.cases import CasesViewModel
from desktop.viewmodels.conversation import ConversationViewModel, EarlierQuestion, LiveAnswer, OpenCase
from desktop.viewmodels.fixes import FixesViewModel
from desktop.viewmodels.models import ModelsViewModel
from desktop.viewmodels.presets import PresetsViewModel
from desktop.viewmodels.status import StatusViewModel
from desktop.viewmodels.switching import SwitchingViewModel
from desktop.viewmodels.thumbnails import ThumbnailsViewModel
from desktop.viewmodels.waiting import WaitingQuestion
from desktop.views.capturing import Capturing
from desktop.views.case_actions import CaseActions
from desktop.views.case_list import CasesColumn
from desktop.views.columns import Column, Columns
from desktop.views.composer import Composer
from desktop.views.conversation import ConversationView
from desktop.views.drafts import Drafts
from desktop.views.fix_panel import FixPanel
from desktop.views.icons import app_icon
from desktop.views.markdown import last_code_block
from desktop.views.middle import MiddleColumn
from desktop.views.notice_bar import NoticeBar
from desktop.views.parameter_panel import ParameterPanel
from desktop.views.parts import SPACE, Speaking, column, themed_icon
from desktop.views.reviewing import Reviewing
from desktop.views.shell_actions import ShellActions
from desktop.views.status_line import StatusLine
from desktop.views.surroundings import Surroundings
from desktop.views.tray import Tray
from desktop.views.waiting_strip import WaitingStrip
from engine.domain.conversation import Role
from engine.domain.knowledge import CannedFix
from engine.domain.model import BackendState, BackendStatus
from engine.domain.picture import RedactedImage

_FIRST_SIZE = QSize(1360, 860)
_LEAST_SIZE = QSize(460, 480)
_FONT_STEP_PERCENT = 10


class MainWindow(Speaking, QMainWindow):
    """One window of Deskside."""

    painted = Signal()
    """It was drawn for the first time."""
    closed = Signal()
    """The agent closed it; the program ends."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self._around = surroundings
        self._theme = surroundings.theme
        self._is_painted = False
        self._inserted: list[str] = []
        self._make_view_models()
        self.actions_by_id = ActionSet(self, self._handlers())
        self._make_views()
        self._make_menus()
        self._connect()
        self.tray = Tray(self, self.actions_by_id)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(_LEAST_SIZE)
        self.resize(_FIRST_SIZE)
        self._restore()
        self.retranslate()
        self._draw_icons()
        self.conversation.new_case()
        self.composer.text.setFocus()

    def engine_opened(self) -> None:
        """The engine is there: read the cases, and bring the model into memory meanwhile."""
        self.status.start()
        self.cases.refresh()
        self.capture.check_rules()
        self.presets.refresh()
        desk = self._around.desk.now
        if desk is not None and self.status.status and self.status.status.state is BackendState.IDLE:
            self._around.tasks.run(Lane.MODEL, desk.backend.load)

    def engine_failed(self) -> None:
        """The engine could not be opened; the notice bar says why."""
        self.status.fail()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Take picture files from the command line."""
        for path in paths:
            self.capture.take_file(path)

    def retranslate(self) -> None:
        self.actions_by_id.retranslate()
        for menu, shown in self._menus.items():
            shown.setTitle(QCoreApplication.translate(CONTEXT, menu.value))
        self.menuBar().setAccessibleName(self.tr("Menu"))
        self._show_title()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._around.settings.flag("window.close_to_tray") and self.tray.is_there:
            self.hide()
            event.ignore()
            return
        self._keep()
        self.status.stop()
        self.closed.emit()
        super().closeEvent(event)

    def _make_view_models(self) -> None:
        around = self._around
        desk, tasks, notices, settings = around.desk, around.tasks, around.notices, around.settings
        self.cases = CasesViewModel(desk, tasks, notices, self)
        self.conversation = ConversationViewModel(desk, tasks, notices, settings, self)
        self.capture = CaptureViewModel(desk, tasks, notices, settings, lambda: self.conversation.labels, self)
        self.fixes = FixesViewModel(desk, tasks, settings, self)
        self.status = StatusViewModel(desk, tasks, notices, self)
        self.thumbnails = ThumbnailsViewModel(desk, tasks, self)
        self.models = ModelsViewModel(desk, tasks, notices, settings, self)
        self.presets = PresetsViewModel(tasks, notices, settings, self)
        self.shell = ShellActions(self, around, self.models)
        self.switching = SwitchingViewModel(desk, tasks, notices, settings, self)
        self.capturing = Capturing(self, around, self.capture)
        self.case_actions = CaseActions(self, around, self.cases, self.conversation)

    def _make_views(self) -> None:
        around, theme, actions = self._around, self._theme, self.actions_by_id
        self.cases_column = CasesColumn(theme, self.cases, actions)
        self.conversation_view = ConversationView(theme, self.thumbnails)
        self.composer = Composer(theme, actions)
        self.waiting_strip = WaitingStrip(theme, self.conversation.waiting)
        self.drafts = Drafts(self.composer)
        self.notice_bar = NoticeBar(theme, around.notices, actions)
        self.review = around.make_review(self)
        if not isinstance(self.review, QWidget):
            raise TypeError("a review pane is a QWidget")
        self.middle = MiddleColumn(
            actions, self.notice_bar, self.conversation_view, self.waiting_strip, self.composer, self.review
        )
        self.fix_panel = FixPanel(theme, self.fixes)
        self.parameters = ParameterPanel(theme, around.settings)
        right = QWidget()
        right.setObjectName("fixes_column")
        right_layout = column(right, margin=3 * SPACE, gap=2 * SPACE)
        right_layout.addWidget(self.fix_panel, 1)
        right_layout.addWidget(self.parameters)
        self.columns = Columns(self.cases_column, self.middle, right)
        self.reviewing = Reviewing(around, self.capture, self.review, self.middle, self.columns)
        self.status_line = StatusLine(theme, self.status)
        whole = QWidget()
        whole_layout = column(whole, gap=0)
        whole_layout.addWidget(self.columns, 1)
        whole_layout.addWidget(self.status_line)
        self.setCentralWidget(whole)

    def _make_menus(self) -> None:
        self._menus: dict[Menu, QMenu] = {menu: self.menuBar().addMenu("") for menu in Menu if menu is not Menu.REVIEW}
        for spec in TABLE:
            if spec.starts_group:
                self._menus[spec.menu].addSeparator()
            self._menus[spec.menu].addAction(self.actions_by_id[spec.id])

    def _handlers(self) -> dict[str, Callable[[], None]]:
        """Every action of the table and what it does."""
        return {
            "case.new": self._new_case,
            "case.rename": self.case_actions.rename,
            "case.export": self.case_actions.export,
            "case.delete": self.case_actions.delete,
            "case.search": self._search_cases,
            "app.settings": self.shell.show_settings,
            "app.models": self.shell.show_models,
            "app.quit": self._quit,
            "picture.region": self.capturing.capture_region,
            "picture.screen": self.capturing.capture_screen,
            "picture.open": self.capturing.open_file,
            "picture.paste": self.capturing.paste,
            "answer.send": self._send,
            "answer.preset": self._choose_preset,
            "answer.stop": self._step_back,
            "answer.retry": self._retry,
            "answer.continue": self._go_on,
            "answer.edit": self._edit_last,
            "answer.copy": self._copy_answer,
            "answer.copy_code": self._copy_code,
            "model.unload": self.status.unload,
            "fixes.search": self._search_fixes,
            "fixes.insert_1": partial(self._insert_fix_number, 1),
            "fixes.insert_2": partial(self._insert_fix_number, 2),
            "fixes.insert_3": partial(self._insert_fix_number, 3),
            "view.composer": self._go_to_composer,
            "view.cases": partial(self._toggle_column, Column.CASES),
            "view.fixes": partial(self._toggle_column, Column.FIXES),
            "view.larger": partial(self.shell.change_text_size, _FONT_STEP_PERCENT),
            "view.smaller": partial(self.shell.change_text_size, -_FONT_STEP_PERCENT),
            "view.normal": self.shell.reset_text_size,
            "view.theme": self.shell.switch_theme,
            "help.keys": self.shell.show_keys,
            "help.about": self.shell.show_about,
        }

    def _connect(self) -> None:
        self._connect_conversation()
        self._connect_pictures()
        self.cases_column.case_chosen.connect(self.conversation.open)
        self.cases.case_deleted.connect(self.conversation.forget)
        self.cases.case_renamed.connect(self.conversation.renamed)
        self.cases.listed.connect(self._show_title)
        self.models.arrived.connect(self.switching.renew_if_none)
        self.shell.server_key.replaced.connect(self.switching.switch)
        self.switching.switched.connect(self.status.look)
        self.status.changed.connect(self.switching.follow)
        self.switching.switched.connect(self.models.refresh)
        self.fix_panel.insert_wanted.connect(self._insert_fix)
        self.fix_panel.link_chosen.connect(self.shell.copy_link)
        self.fix_panel.search_left.connect(self._go_to_composer)
        self.columns.shown_changed.connect(self._show_columns)
        self._theme.changed.connect(self._draw_icons)
        self._show_columns()

    def _connect_conversation(self) -> None:
        model, view = self.conversation, self.conversation_view
        model.opened.connect(self._show_case)
        model.asked.connect(self._show_asked)
        model.changed.connect(self._show_change)
        model.text_arrived.connect(view.show_text)
        model.passages_found.connect(self.fixes.show)
        model.question_returned.connect(self.composer.give_back)
        model.preset_returned.connect(self.composer.preset.choose)
        model.preset_returned.connect(self.composer.preset.choose)
        model.edit_offered.connect(self._edit)
        self.waiting_strip.send_wanted.connect(model.send_now)
        self.waiting_strip.taken_back.connect(self._take_back)
        self.composer.banner.cancelled.connect(self._leave_edit)
        view.edit_wanted.connect(model.begin_edit)
        view.more_wanted.connect(self._go_on)
        model.case_touched.connect(self._refresh_cases)
        model.busy_changed.connect(self._show_busy)
        view.picture_opened.connect(self.shell.show_picture)
        view.citation_chosen.connect(self._show_fix)
        view.link_chosen.connect(self.shell.copy_link)
        view.copy_wanted.connect(self.shell.copy)
        view.retry_wanted.connect(self._retry)
        view.welcome.capture_chosen.connect(self.capturing.capture_region)
        view.welcome.paste_chosen.connect(self.capturing.paste)
        view.welcome.question_chosen.connect(self._go_to_composer)
        view.welcome.models_chosen.connect(self.shell.show_models)
        self.status.changed.connect(view.welcome.show_status)
        self.status.changed.connect(self._show_status)

    def _connect_pictures(self) -> None:
        self.capture.picture_ready.connect(self._add_picture)
        self.composer.pictures_given.connect(self.capturing.take)
        self.composer.picture_removed.connect(self._read_ahead)
        self.composer.picture_opened.connect(self.shell.show_picture)
        self.composer.content_changed.connect(self._suggest)
        self.composer.preset.decided.connect(self._go_to_composer)
        self.composer.submitted.connect(self._ask)
        self.composer.emptied.connect(self._tell_nothing_to_ask)

    # What the view models announce.

    def _show_case(self, case: OpenCase) -> None:
        self.drafts.switch(self.conversation.conversation_id)
        self.waiting_strip.show_case(self.conversation.labels)
        self.conversation_view.show_case(case)
        if case.place:
            self.conversation_view.reveal(case.place)
        self.cases_column.show_current(self.conversation.conversation_id)
        self._show_title()
        self._show_what_is_possible()
        questions = [message for message in case.messages if message.role is Role.AGENT]
        if questions and case.live is None:
            last = questions[-1]
            screen = "\n".join(attachment.visible_text for attachment in last.attachments)
            self.fixes.question_changed(last.body, screen)

    def _show_asked(self, live: LiveAnswer) -> None:
        self.conversation_view.show_asked(live)
        self._show_what_is_possible()

    def _show_change(self, live: LiveAnswer) -> None:
        self.conversation_view.show_change(live)

    def _refresh_cases(self, conversation_id: int) -> None:
        shown = self.conversation.conversation_id
        if shown == conversation_id:
            self.drafts.case_began(conversation_id)
        self.cases_column.show_current(shown)
        self.cases.refresh()
        self._show_what_is_possible()

    def _show_busy(self, is_busy: bool) -> None:
        self.composer.set_busy(is_busy)
        self.waiting_strip.set_busy(is_busy)
        words = self.tr("The answer is being written") if is_busy else self.tr("The answer is complete")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._show_what_is_possible()

    def _show_status(self, status: BackendStatus | None) -> None:
        self.conversation_view.show_can_go_on(status is not None and status.can_continue)

    def _add_picture(self, picture: RedactedImage) -> None:
        self.composer.add_picture(picture)
        self.composer.text.setFocus()
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Let the model look at the pictures that wait; what it was reading instead is given up."""
        if self.drafts.edits is not None:  # its place is not at the end of the case
            return
        pictures, language = self.composer.pictures, self._around.settings.language
        case, desk = self.conversation.conversation_id, self._around.desk
        self._around.tasks.run(Lane.MODEL, lambda: desk.wait().assistant.prepare(case, pictures, language=language))

    # What the agent does.

    def _send(self) -> None:
        if not self.composer.text.is_composing:
            self.composer.submit()

    def _ask(self, question: str, pictures: tuple[RedactedImage, ...]) -> None:
        """Send what the composer holds. It is empty before, for what is refused comes back at once."""
        edits, preset = self.drafts.edits, self.composer.preset.chosen
        if preset is not None and not question and not pictures and self.conversation.is_empty:
            name = preset.name(self._around.settings.language)
            self._around.notices.tell("presets.nothing_for_preset", preset=name)
            return
        self._inserted.clear()
        self.drafts.sent()
        if edits is None:
            self.conversation.ask(question, pictures, preset)
        else:
            self.conversation.edit(edits, question, pictures, preset)

    def _choose_preset(self) -> None:
        self.shell.show_presets(self.presets, self.composer.preset)

    def _edit_last(self) -> None:
        self.conversation.begin_edit()

    def _edit(self, question: EarlierQuestion) -> None:
        self.drafts.edit(question)
        self._go_to_composer()

    def _take_back(self, waiting: WaitingQuestion) -> None:
        self.conversation.take_back(waiting)
        self._go_to_composer()

    def _leave_edit(self) -> None:
        self.drafts.leave_edit()
        self._go_to_composer()

    def _go_on(self) -> None:
        self.conversation.go_on()

    def _tell_nothing_to_ask(self) -> None:
        self._around.notices.tell("desktop.nothing_to_ask")

    def _retry(self) -> None:
        self.conversation.retry()

    def _step_back(self) -> None:
        """Escape: one layer at a time."""
        if self.capture.stage is not Stage.IDLE:
            self.capture.cancel()
        elif self.drafts.edits is not None:
            self._leave_edit()
        elif self.conversation.is_busy:
            self.conversation.stop()
        elif self.cases_column.search.text():
            self.cases_column.search.clear()
        elif self.composer.preset.chosen is not None:
            self.composer.preset.decide(None)
        else:
            self._go_to_composer()

    def _new_case(self) -> None:
        self.conversation.new_case()
        self._go_to_composer()

    def _go_to_composer(self) -> None:
        self.composer.text.setFocus()

    def _search_cases(self) -> None:
        self.columns.ensure_shown(Column.CASES)
        self.cases_column.search.setFocus()
        self.cases_column.search.selectAll()

    def _search_fixes(self) -> None:
        self.columns.ensure_shown(Column.FIXES)
        self.fix_panel.search.setFocus()

    def _insert_fix_number(self, number: int) -> None:
        self.fix_panel.insert(number)

    def _insert_fix(self, fix: CannedFix) -> None:
        self._inserted.append(fix.text.strip())
        self.composer.text.insert_block(fix.text)
        self.composer.text.setFocus()
        self.fixes.inserted(fix)

    def _show_fix(self, number: int, uid: str) -> None:
        self.columns.ensure_shown(Column.FIXES)
        self.fix_panel.show_fix(number, uid)

    def _suggest(self) -> None:
        question = self.composer.question()
        # An inserted fix is no question: what it says must not bring up other fixes.
        for text in self._inserted:
            question = question.replace(text, "")
        self.fixes.question_changed(question, self.composer.screen_text)

    def _copy_answer(self) -> None:
        self.shell.copy(self.conversation.last_answer())

    def _copy_code(self) -> None:
        self.shell.copy(last_code_block(self.conversation.last_answer()))

    def _toggle_column(self, place: Column) -> None:
        self.columns.toggle(place)

    def _quit(self) -> None:
        self._keep()
        self.status.stop()
        self.closed.emit()

    # How the window looks.

    def _show_title(self) -> None:
        shown, case = self.conversation.conversation, self.conversation.conversation_id
        title = shown.title if shown else ""
        if case is not None and not title:
            title = self.cases.title_of(case)
        self.middle.show_title(title)
        self.setWindowTitle(f"{title} – Deskside" if title else "Deskside")

    def _show_what_is_possible(self) -> None:
        has_case = self.conversation.conversation_id is not None
        is_busy = self.conversation.is_busy
        for action_id in ("case.rename", "case.export", "case.delete"):
            self.actions_by_id[action_id].setEnabled(has_case and not is_busy)
        for action_id in ("answer.retry", "answer.continue"):
            self.actions_by_id[action_id].setEnabled(not is_busy and not self.conversation.is_empty)
        self.actions_by_id["answer.edit"].setEnabled(has_case)
        self.actions_by_id["model.unload"].setEnabled(not is_busy)

    def _show_columns(self) -> None:
        for action_id, place in (("view.cases", Column.CASES), ("view.fixes", Column.FIXES)):
            self.actions_by_id[action_id].setChecked(self.columns.is_shown(place))

    def _draw_icons(self) -> None:
        for spec in TABLE:
            if spec.icon:
                self.actions_by_id[spec.id].setIcon(themed_icon(self._theme, spec.icon))

    def _state(self) -> QSettings:
        return QSettings(str(self._around.state_file), QSettings.Format.IniFormat)

    def _keep(self) -> None:
        state = self._state()
        state.setValue("geometry", self.saveGeometry())
        self.columns.keep(state)

    def _restore(self) -> None:
        state = self._state()
        geometry = state.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self.columns.restore(state)
