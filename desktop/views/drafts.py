"""What was begun in each case and not sent: in memory only, for as long as the window is open."""

from __future__ import annotations

from desktop.views.composer import Composer
from engine.domain.picture import RedactedImage

Draft = tuple[str, tuple[RedactedImage, ...]]
_NOTHING: Draft = ("", ())


class Drafts:
    """Keeps the composer's content when another case is shown, and brings it back."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._kept: dict[int | None, Draft] = {}
        self._case: int | None = None
        self._is_private = False

    def switch(self, case: int | None, *, is_private: bool = False) -> None:
        """Another case is shown (None: one that has not begun). What was begun in a private one is gone."""
        if not self._is_private:
            self._kept[self._case] = (self._composer.question(), self._composer.pictures)
        self._case, self._is_private = case, is_private
        if is_private:
            if case is None:
                self._composer.put(*_NOTHING)
            return
        self._composer.put(*self._kept.pop(case, _NOTHING))

    def case_began(self, case: int) -> None:
        """The case that had not begun has a number now."""
        if self._case is None:
            self._case = case
