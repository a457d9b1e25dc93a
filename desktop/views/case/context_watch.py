"""Keeps the gauge above the question up to date with the case, the pictures that wait, and the model."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.settings_bridge import SettingsBridge
from desktop.tasks import Lane, Tasks
from desktop.viewmodels.capture import CaptureViewModel
from desktop.viewmodels.conversation import ConversationViewModel
from desktop.viewmodels.desk import FutureDesk
from desktop.viewmodels.live import LiveAnswer, OpenCase
from desktop.viewmodels.status import StatusViewModel
from desktop.views.case.composer import Composer
from desktop.views.case.context_gauge import ContextUse, picture_tokens, text_tokens, tokens_so_far
from engine.domain.model import BackendState, SeenSize
from engine.domain.picture import RedactedImage

_Sight = tuple[str, tuple[int, int]]
_MOST_KNOWN = 200


class ContextWatch(QObject):
    """Counts again whenever one of them changes."""

    def __init__(
        self,
        composer: Composer,
        conversation: ConversationViewModel,
        capture: CaptureViewModel,
        status: StatusViewModel,
        settings: SettingsBridge,
        desk: FutureDesk,
        tasks: Tasks,
    ) -> None:
        super().__init__(composer)
        self._desk, self._tasks = desk, tasks
        self._seen: dict[_Sight, int] = {}
        """Tokens of pictures by digest and limits; 0 while it is being found out."""
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
        if status is None or status.state is BackendState.NO_MODEL:
            self._composer.gauge.show_use(ContextUse())
            return
        # What is loaded may have been loaded by other settings, and a server need not tell.
        is_local = not self._settings.text("server.url").strip()
        total = status.context_tokens or (self._settings.integer("model.context_tokens") if is_local else 0)
        self._composer.gauge.show_use(
            ContextUse(
                total,
                self._used,
                self._picture_tokens(self._capture.image_tokens),
                text_tokens(self._composer.question()),
            )
        )

    def _picture_tokens(self, limits: tuple[int, int]) -> tuple[int, ...]:
        """Return what each picture costs: of the part that the model looks at, as soon as that is known."""
        whole = picture_tokens(self._composer.pictures, limits)
        for picture in self._composer.pictures:
            self._look_at(picture, limits)
        known = [self._seen.get((picture.digest, limits), 0) for picture in self._composer.pictures]
        return tuple(seen or all_of_it for seen, all_of_it in zip(known, whole, strict=True))

    def _look_at(self, picture: RedactedImage, limits: tuple[int, int]) -> None:
        sight = (picture.digest, limits)
        desk = self._desk.now
        if sight in self._seen or desk is None:
            return
        if len(self._seen) >= _MOST_KNOWN:
            self._seen.clear()
        self._seen[sight] = 0

        def job() -> int:
            seen = desk.assistant.as_seen(picture, *limits)
            return SeenSize(seen.width, seen.height).tokens

        self._tasks.run(Lane.PICTURE, job, done=partial(self._take_tokens, sight))

    def _take_tokens(self, sight: _Sight, tokens: int) -> None:
        self._seen[sight] = tokens
        self._count()
