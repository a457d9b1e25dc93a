"""What happens with a quote: its place is shown beside it, on the thumbnail, and at full size; steps become a guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.thumbnails import ThumbnailsViewModel
from desktop.views.case.peek import Peek
from desktop.views.parts.opening import opened
from engine.domain.evidence import Evidence, Place, Quote
from engine.domain.picture import RedactedImage

Use = Callable[[Mapping[str, RedactedImage]], object]


class EvidenceActions(QObject):
    """Waits for the pictures that it needs, and forgets a wish once another is there."""

    guide_copied = Signal()

    def __init__(self, thumbnails: ThumbnailsViewModel, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._thumbnails = thumbnails
        self._peek: Peek | None = None
        self._use: Use | None = None
        self._needed: set[str] = set()
        thumbnails.loaded.connect(self._take)
        thumbnails.missing.connect(self._go_without)

    def peek(self, quote: Quote, beside: QRect) -> None:
        """Show the first place of a quote in a small window beside it."""
        if not quote.places:
            self.hide_peek()
            return
        place = quote.places[0]
        self._with_pictures((place,), lambda pictures: self._show_peek(place, beside, pictures))

    def hide_peek(self) -> None:
        """The quote is no longer pointed at."""
        self._use = None
        if self._peek is not None:
            self._peek.hide()

    def open_place(self, quote: Quote) -> None:
        """Open the picture at the place."""
        self.hide_peek()
        if quote.places:
            from desktop.views.case.place_viewer import PlaceViewer

            self._with_pictures(quote.places, lambda pictures: opened(PlaceViewer(quote, pictures, self._window)))

    def open_guide(self, evidence: Evidence) -> None:
        """Show the steps on the picture."""
        self.hide_peek()

        def use(pictures: Mapping[str, RedactedImage]) -> None:
            from desktop.views.case.place_viewer import GuideDialog

            dialog = GuideDialog(evidence.steps, pictures, self._window)
            dialog.copied.connect(self.guide_copied)
            opened(dialog)

        self._with_pictures([mark.place for step in evidence.steps for mark in step.marks], use)

    @property
    def _window(self) -> QWidget:
        return self._view.window()

    def _show_peek(self, place: Place, beside: QRect, pictures: Mapping[str, RedactedImage]) -> None:
        if place.digest not in pictures:
            return
        if self._peek is None:
            self._peek = Peek(self._view)
        self._peek.show_place(pictures[place.digest], place, beside)

    def _with_pictures(self, places: Sequence[Place], use: Use) -> None:
        """Have something done as soon as the pictures of some places are there."""
        self._use = use
        self._digests = tuple(dict.fromkeys(place.digest for place in places))
        self._needed = {digest for digest in self._digests if self._thumbnails.kept(digest) is None}
        for digest in tuple(self._needed):
            self._thumbnails.want(digest)
        self._go_on()

    def _take(self, digest: str, _: RedactedImage) -> None:
        self._needed.discard(digest)
        self._go_on()

    def _go_without(self, digest: str) -> None:
        self._needed.discard(digest)
        self._go_on()

    def _go_on(self) -> None:
        if self._use is None or self._needed:
            return
        use, self._use = self._use, None
        kept = {digest: picture for digest in self._digests if (picture := self._thumbnails.kept(digest)) is not None}
        if kept:
            use(kept)
