"""How the picture and the list of a review share the room: beside each other, or below each other."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

from desktop.views.parts.parts import grown

_WIDE_PX, _WIDEST_SIDE_PX = 760, 560
_ACROSS, _DOWN = (800, 370), (400, 260)
"""The shares beside each other, and below each other."""
_HANDLE_PX = 11
_KEYS = {Qt.Orientation.Horizontal: "review_across", Qt.Orientation.Vertical: "review_down"}


class SharedRoom(QSplitter):
    """The agent may move the border; each orientation begins with the shares that it was given last."""

    reshaped = Signal()

    def __init__(self, picture: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.addWidget(picture)
        self.addWidget(side)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(_HANDLE_PX)
        self._chosen: dict[Qt.Orientation, list[int]] = {}
        self.setSizes(_shares(Qt.Orientation.Horizontal))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.splitterMoved.connect(self._take_border)

    def follow_width(self, width: int) -> None:
        """Turn round where the review has become narrow, or wide again."""
        is_wide = width >= _WIDE_PX
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self.orientation() is not wanted:
            self.setOrientation(wanted)
            self._share()
            # Below each other, picture and list keep their least heights, and the whole scrolls.
            self.setMinimumHeight(0 if is_wide else self.minimumSizeHint().height() + grown(100))

    def keep(self, state: QSettings) -> None:
        """Write the shares that the agent chose."""
        for orientation, shares in self._chosen.items():
            state.setValue(_KEYS[orientation], " ".join(map(str, shares)))

    def restore(self, state: QSettings) -> None:
        """Read them again."""
        for orientation, key in _KEYS.items():
            shares = str(state.value(key, "")).split()
            if len(shares) == self.count() and all(share.isdecimal() for share in shares):
                self._chosen[orientation] = [int(share) for share in shares]
        self._share()

    def _share(self) -> None:
        self.setSizes(self._chosen.get(self.orientation()) or _shares(self.orientation()))

    def _take_border(self) -> None:
        self._chosen[self.orientation()] = self.sizes()
        self.reshaped.emit()


def _shares(orientation: Qt.Orientation) -> list[int]:
    """Return how picture and list share the room; with larger text the list needs more of it."""
    if orientation is Qt.Orientation.Vertical:
        return [*_DOWN]
    picture, side = _ACROSS
    return [picture, min(grown(side), _WIDEST_SIDE_PX)]
