"""Keeps the gauge above the question up to date with the case, the pictures that wait, and the model."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.settings_bridge import SettingsBridge
from desktop.viewmodels.capture import CaptureViewModel
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.live import LiveAnswer, OpenCase
from desktop.viewmodels.status import StatusViewModel
from desktop.views.composer import Composer
from desktop.views.context_gauge import ContextUse, picture_tokens, text_tokens, tokens_so_far
from engine.domain.model import BackendState


class ContextWatch(QObject):
    """Counts again whenever one of them changes."""

    def __init__(
        self,
        composer: Composer,
        conversation: ConversationViewModel,
        capture: CaptureViewModel,
        status: StatusViewModel,
        settings: SettingsBridge,
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._capture = capture
        self._status = status
        self._settings = settings
        self._used = 0
        composer.content_changed.connect(self._count)
        conversation.opened.connect(self._take_case)
        conversation.changed.connect(self._take_answer)
        status.changed.connect(self._count)
        settings.changed.connect(self._count)

    def _take_case(self, case: OpenCase) -> None:
        self._used = tokens_so_far(case.messages)
        self._count()

    def _take_answer(self, live: LiveAnswer) -> None:
        if live.answer is not None:
            self._used = tokens_so_far((), live.answer.usage) or self._used
            self._count()

    def _count(self, _: object = None) -> None:
        status = self._status.status
        has_model = status is not None and status.state is not BackendState.NO_MODEL
        if not has_model:
            self._composer.gauge.show_use(ContextUse())
            return
        assert status is not None
        # What is loaded may have been loaded by other settings, and a server need not tell.
        is_local = not self._settings.text("server.url").strip()
        total = status.context_tokens or (self._settings.integer("model.context_tokens") if is_local else 0)
        self._composer.gauge.show_use(
            ContextUse(
                total,
                self._used,
                picture_tokens(self._composer.pictures, self._capture.image_tokens),
                text_tokens(self._composer.question()),
            )
        )
