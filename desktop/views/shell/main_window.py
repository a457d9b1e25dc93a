"""The window: puts views and view models together, and gives every action its function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.actions import ActionSet
from desktop.tasks import Lane
from desktop.viewmodels.capture import CaptureViewModel
from desktop.viewmodels.cases import CasesViewModel
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.draft_keeping import DraftKeeping
from desktop.viewmodels.evidence import EvidenceViewModel
from desktop.viewmodels.fixes import FixesViewModel
from desktop.viewmodels.keymap import Keymap
from desktop.viewmodels.live import OpenCase
from desktop.viewmodels.models import ModelsViewModel
from desktop.viewmodels.presets import PresetsViewModel
from desktop.viewmodels.status import StatusViewModel
from desktop.viewmodels.switching import SwitchingViewModel
from desktop.viewmodels.thumbnails import ThumbnailsViewModel
from desktop.viewmodels.upkeep import UpkeepViewModel
from desktop.views.annotate.annotating import Annotating
from desktop.views.capture.capturing import Capturing
from desktop.views.case.composer import Composer
from desktop.views.case.context_watch import ContextWatch
from desktop.views.case.conversation import ConversationView
from desktop.views.case.question_actions import QuestionActions
from desktop.views.case.waiting_strip import WaitingStrip
from desktop.views.fixes.fix_actions import FixActions
from desktop.views.fixes.fix_inserting import FixInserting
from desktop.views.help.first_steps import FirstSteps
from desktop.views.help.help_actions import HelpActions
from desktop.views.history.case_actions import CaseActions
from desktop.views.history.case_list import CasesColumn
from desktop.views.keeping.data_actions import DataActions
from desktop.views.keeping.key_actions import KeyActions
from desktop.views.keeping.locking import Locking
from desktop.views.parts.columns import Column, Columns
from desktop.views.parts.icons import app_icon
from desktop.views.parts.parts import Speaking, column
from desktop.views.parts.surroundings import Surroundings
from desktop.views.review.shared_room import SharedRoom
from desktop.views.shell.action_states import ActionStates
from desktop.views.shell.answer_actions import AnswerActions
from desktop.views.shell.commanding import Commanding
from desktop.views.shell.menus import Menus
from desktop.views.shell.middle import MiddleColumn
from desktop.views.shell.notice_bar import NoticeBar
from desktop.views.shell.remembered_shape import RememberedShape, Shaped
from desktop.views.shell.reviewing import Reviewing
from desktop.views.shell.right_column import RightColumn
from desktop.views.shell.shell_actions import ShellActions
from desktop.views.shell.status_line import StatusLine
from desktop.views.shell.stepping_back import SteppingBack
from desktop.views.shell.tray import Tray
from engine.domain.model import BackendState, BackendStatus
from engine.errors import DesksideError

_FIRST_SIZE = QSize(1360, 860)
_LEAST_SIZE = QSize(460, 480)


class HasHandlers(Protocol):
    """Some actions of the table, each with its function."""

    handlers: Mapping[str, Callable[[], None]]


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
        self.keymap = Keymap(surroundings.settings, self)
        self._make_view_models()
        self.actions_by_id = ActionSet(self)
        self._make_views()
        self._make_actions()
        self.menus = Menus(self.menuBar(), self.actions_by_id)
        self._connect()
        self.tray = Tray(self, self.actions_by_id, surroundings.settings)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(_LEAST_SIZE)
        self.resize(_FIRST_SIZE)
        borders: tuple[Shaped, ...] = (self.columns, *self.findChildren(SharedRoom))
        self._remembered = RememberedShape(surroundings.state_file, self, borders)
        self.retranslate()
        self.conversation.new_case()
        self.composer.text.setFocus()

    def engine_opened(self) -> None:
        """The engine is there: read the cases, and bring the model into memory meanwhile."""
        if self.locking.is_locked:
            self.locking.open()
            self.composer.text.setFocus()
        self.status.start()
        self.cases.refresh()
        self.upkeep.start()
        self.capture.check_rules()
        self.presets.refresh()
        self.draft_keeping.read()
        desk = self._around.desk.now
        if desk is not None and self.status.status and self.status.status.state is BackendState.IDLE:
            self._around.tasks.run(Lane.MODEL, desk.backend.load)

    def engine_failed(self) -> None:
        """The engine could not be opened; the notice bar says why."""
        self.status.fail()

    def lock(self, fault: DesksideError | None) -> None:
        """Nothing of a case stays on the window or in its memory but what the agent was typing."""
        self.capturing.cancel()
        self.capture.forget()
        self.fix_actions.forget()
        self.cases_column.search.clear()
        self.cases.clear()
        self.thumbnails.clear()
        self.shell.close_pictures()
        self.annotating.close_pins()
        self.questions.take_back_waiting()
        self.draft_keeping.forget()
        self.conversation.lock()
        self.status.forget()
        self.upkeep.stop()
        self.locking.lock(fault)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Take picture files from the command line."""
        for path in paths:
            self.capture.take_file(path)

    def retranslate(self) -> None:
        self.actions_by_id.retranslate()
        self.menus.retranslate()
        self.menuBar().setAccessibleName(self.tr("Menu"))
        self._show_title()

    def follow_keys(self) -> None:
        """Other keys hold: all views write their texts again, as for another language, for keys stand in them."""
        self.actions_by_id.follow_keys()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._around.settings.flag("window.close_to_tray") and self.tray.is_there:
            self.hide()
            self.tray.tell_hidden()
            event.ignore()
            return
        self._quit()
        super().closeEvent(event)

    def _make_view_models(self) -> None:
        around = self._around
        desk, tasks, notices, settings = around.desk, around.tasks, around.notices, around.settings
        self.cases = CasesViewModel(desk, tasks, notices, settings, self)
        self.conversation = ConversationViewModel(desk, tasks, notices, settings, self)
        self.capture = CaptureViewModel(desk, tasks, notices, settings, lambda: self.conversation.labels, self)
        self.fixes = FixesViewModel(desk, tasks, settings, self)
        self.status = StatusViewModel(desk, tasks, notices, self)
        self.thumbnails = ThumbnailsViewModel(desk, tasks, self)
        self.draft_keeping = DraftKeeping(desk, tasks, self)
        self.evidence = EvidenceViewModel(desk, tasks, self)
        self.models = ModelsViewModel(desk, tasks, notices, settings, self)
        self.upkeep = UpkeepViewModel(desk, tasks, notices, settings, self)
        self.presets = PresetsViewModel(tasks, notices, settings, self)
        self.shell = ShellActions(self, around, self.models)
        self.help = HelpActions(self, around)
        self.first_steps = FirstSteps(self, around, self.status)
        self.switching = SwitchingViewModel(desk, tasks, notices, settings, self)
        self.capturing = Capturing(self, around, self.capture)
        self.fix_actions = FixActions(self, around, self.fixes, self.conversation)
        self.commanding = Commanding(self, around, lambda: self)
        self.case_actions = CaseActions(self, around, self.cases, self.conversation)
        self.keys = KeyActions(self, around, self.status)
        self.data = DataActions(self, around, self.cases, self.upkeep, self.keys)

    def _make_views(self) -> None:
        around, theme, actions = self._around, self._theme, self.actions_by_id
        self.cases_column = CasesColumn(theme, self.cases, actions)
        self.conversation_view = ConversationView(theme, self.thumbnails)
        self.composer = Composer(theme, actions)
        self.waiting_strip = WaitingStrip(theme, self.conversation.waiting)
        self.notice_bar = NoticeBar(theme, around.notices, actions)
        self.review = around.make_review(self)
        if not isinstance(self.review, QWidget):
            raise TypeError("a review pane is a QWidget")
        self.middle = MiddleColumn(
            actions, self.notice_bar, self.conversation_view, self.waiting_strip, self.composer, self.review
        )
        right = RightColumn(theme, self.fixes, around.settings)
        self.fix_panel, self.parameters = right.fix_panel, right.parameters
        self.columns = Columns(self.cases_column, self.middle, right)
        self.context_watch = ContextWatch(
            self.composer, self.conversation, self.capture, self.status, around.settings, around.desk, around.tasks
        )
        self.reviewing = Reviewing(around, self.capture, self.review, self.middle, self.columns)
        self.status_line = StatusLine(theme, self.status)
        whole = QWidget()
        whole_layout = column(whole, gap=0)
        whole_layout.addWidget(self.columns, 1)
        whole_layout.addWidget(self.status_line)
        self.locking = Locking(theme, actions, whole, self)
        self.setCentralWidget(self.locking.pages)

    def _make_actions(self) -> None:
        """Give every action of the table its function: those of the parts, and what concerns several of them."""
        around, conversation = self._around, self.conversation
        self.annotating = Annotating(self, around, self.composer, self.conversation_view.newest_picture)
        self.questions = QuestionActions(
            self, around, conversation, self.composer, self.waiting_strip, self.draft_keeping
        )
        self.answers = AnswerActions(self, around, conversation, self.evidence, self.conversation_view, self.shell)
        self.inserting = FixInserting(
            self, around, self.fixes, self.composer, conversation, self.fix_panel, self.columns
        )
        back = SteppingBack(
            self.capturing, self.capture, conversation, self.questions, self.cases_column.search, self.composer
        )
        handlers: dict[str, Callable[[], None]] = {
            "case.new": self._new_case,
            "case.private": partial(self._new_case, is_private=True),
            "case.search": self._search_cases,
            "app.palette": self.commanding.show,
            "app.quit": self._quit,
            "answer.preset": partial(self.shell.show_presets, self.presets, self.composer.preset),
            "answer.stop": self.conversation.stop,
            "view.back": back.step_back,
            "model.unload": self.status.unload,
            "view.cases": partial(self.columns.toggle, Column.CASES),
            "view.fixes": partial(self.columns.toggle, Column.FIXES),
            "help.first_steps": self.first_steps.show,
        }
        parts: tuple[HasHandlers, ...] = (
            *(self.case_actions, self.shell, self.help, self.capturing, self.annotating),
            *(self.questions, self.answers, self.fix_actions, self.inserting, self.data),
        )
        for part in parts:
            handlers.update(part.handlers)
        self.actions_by_id.bind(handlers)
        self.action_states = ActionStates(self.actions_by_id, self._theme, self.columns, self.cases, conversation, self)

    def _connect(self) -> None:
        self._connect_cases()
        self._connect_conversation()
        self._connect_model()
        self.capture.program_seen.connect(self.fixes.program_seen)
        self.capture.picture_ready.connect(self.questions.add_picture)
        self.capturing.question_ready.connect(self.questions.ask_as_ordered)
        self.composer.pictures_given.connect(self.capturing.take)
        self.composer.picture_opened.connect(self.shell.show_picture)
        self.fix_panel.link_chosen.connect(self.shell.copy_link)
        self.first_steps.models_wanted.connect(self.shell.show_models)
        self.first_steps.key_wanted.connect(partial(self.shell.show_settings, "capture.hotkey"))
        self.first_steps.sample_wanted.connect(self.capture.take_file)
        self.data.lock_wanted.connect(self.locking.wanted)
        self._around.settings.keys_changed.connect(self.follow_keys)

    def _connect_cases(self) -> None:
        self.cases_column.case_chosen.connect(self.conversation.open)
        self.cases_column.fix_chosen.connect(self.fix_actions.open_library_at)
        self.cases_column.selection_changed.connect(self._show_what_is_possible)
        self.cases_column.rename_folder_wanted.connect(self.case_actions.rename_folder)
        self.cases.case_deleted.connect(self.conversation.forget)
        self.cases.case_renamed.connect(self.conversation.renamed)
        self.cases.listed.connect(self._show_title)
        self.cases.listed.connect(self._show_what_is_possible)
        self.upkeep.cases_gone.connect(self.cases.refresh)
        self.cases.listed.connect(self.upkeep.read_ahead_soon)
        self.thumbnails.lost.connect(self._around.notices.tell_error)

    def _connect_conversation(self) -> None:
        model, welcome = self.conversation, self.conversation_view.welcome
        model.opened.connect(self._show_case)
        model.asked.connect(self._show_what_is_possible)
        model.case_touched.connect(self._refresh_cases)
        model.busy_changed.connect(self._show_busy)
        self.conversation_view.citation_chosen.connect(self.inserting.show_fix)
        welcome.capture_chosen.connect(self.capturing.capture_region)
        welcome.sample_chosen.connect(self.first_steps.open_sample)
        welcome.question_chosen.connect(self.questions.go_to_composer)
        welcome.models_chosen.connect(self.shell.show_models)

    def _connect_model(self) -> None:
        self.models.arrived.connect(self.switching.renew_if_none)
        self.shell.server_key.replaced.connect(self.switching.switch)
        self.switching.switched.connect(self.status.look)
        self.switching.switched.connect(self.models.refresh)
        self.status.changed.connect(self.switching.follow)
        self.status.changed.connect(self.conversation_view.welcome.show_status)
        self.status.changed.connect(self._show_status)

    # What the view models announce.

    def _show_case(self, case: OpenCase) -> None:
        self.questions.follow_case()
        self.evidence.forget()
        self.conversation_view.show_case(case)
        if case.place:
            self.conversation_view.reveal(case.place)
        self.cases_column.show_current(self.conversation.conversation_id)
        self._show_title()
        self._show_what_is_possible()
        self.inserting.show_case(case)

    def _refresh_cases(self, conversation_id: int) -> None:
        shown = self.conversation.conversation_id
        if shown == conversation_id:
            self.questions.drafts.case_began(conversation_id)
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

    # What the agent does.

    def _new_case(self, *, is_private: bool = False) -> None:
        self.conversation.new_case(is_private=is_private)
        self.questions.go_to_composer()

    def _search_cases(self) -> None:
        self.columns.ensure_shown(Column.CASES)
        self.cases_column.search.setFocus()
        self.cases_column.search.selectAll()

    def _quit(self) -> None:
        self.draft_keeping.keep_now()
        self._remembered.keep()
        self.annotating.close_pins()
        self.status.stop()
        self.closed.emit()

    # How the window looks.

    def _show_title(self) -> None:
        shown, case = self.conversation.conversation, self.conversation.conversation_id
        title = shown.title if shown else ""
        if case is not None and not title:
            title = self.cases.title_of(case)
        self.middle.show_title(title, is_private=self.conversation.is_private)
        self.setWindowTitle(f"{title} – Deskside" if title else "Deskside")

    def _show_what_is_possible(self) -> None:
        self.action_states.follow_case()
        self.cases_column.show_what_is_possible()
