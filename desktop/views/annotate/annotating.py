"""What can be done with a covered picture before it is sent: draw on it, pin it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.tasks import Lane
from desktop.views.case.composer import Composer
from desktop.views.parts.opening import opened
from desktop.views.parts.surroundings import Surroundings
from engine.domain.annotation import Layer
from engine.domain.notice import Severity
from engine.domain.picture import RedactedImage
from engine.errors import DesksideError

if TYPE_CHECKING:
    from desktop.views.annotate.annotator import Annotator
    from desktop.views.annotate.pin import PinnedPicture


class Annotating(QObject):
    """The actions on the pictures that wait in one window's question."""

    def __init__(
        self,
        window: QWidget,
        surroundings: Surroundings,
        composer: Composer,
        picture_of_case: Callable[[], RedactedImage | None],
    ) -> None:
        """`picture_of_case` gives one that was sent already: it can be pinned, but no longer drawn on."""
        super().__init__(window)
        self._window = window
        self._around = surroundings
        self._composer = composer
        self._picture_of_case = picture_of_case
        self._pins: list[PinnedPicture] = []
        self.handlers: Mapping[str, Callable[[], None]] = {"picture.annotate": self.annotate, "picture.pin": self.pin}

    def annotate(self) -> None:
        """Open the picture at hand to be drawn on."""
        picture = self._told(self._composer.picture_at_hand)
        if picture is None:
            return
        from desktop.views.annotate.annotator import Annotator

        dialog = Annotator(picture, self._window)
        dialog.drawn.connect(lambda layer: self._lay_on(picture, layer, dialog))
        opened(dialog)

    def pin(self) -> None:
        """Keep the picture at hand above all windows: one that waits, or the newest of the case."""
        picture = self._told(self._composer.picture_at_hand or self._picture_of_case())
        if picture is not None:
            from desktop.views.annotate.pin import PinnedPicture

            pinned = PinnedPicture(picture)
            pinned.closed.connect(lambda: self._pins.remove(pinned))
            self._pins.append(pinned)
            pinned.show()

    def close_pins(self) -> None:
        """The window goes, or the cases are being locked: what it pinned goes with them."""
        for pinned in tuple(self._pins):
            pinned.close()

    def _told(self, picture: RedactedImage | None) -> RedactedImage | None:
        """Say so where there is none."""
        if picture is None:
            self._around.notices.tell("desktop.no_picture_waits", Severity.INFO)
        return picture

    def _lay_on(self, picture: RedactedImage, layer: Layer, dialog: Annotator) -> None:
        desk = self._around.desk

        def done(annotated: RedactedImage) -> None:
            self._composer.replace_picture(picture, annotated)
            dialog.accept()

        def failed(error: Exception) -> None:
            known = error if isinstance(error, DesksideError) else DesksideError("desktop.other_fault")
            language = self._around.settings.language
            dialog.show_fault(f"{known.message(language)} {known.remedy(language)}".strip())
            if known is not error:
                raise error

        self._around.tasks.run(
            Lane.PICTURE, lambda: desk.wait().redactor.annotate(picture, layer), done=done, failed=failed
        )
