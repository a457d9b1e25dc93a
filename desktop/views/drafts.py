"""What was begun in each case and not sent: in memory only, for as long as the window is open."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.viewmodels.live import EarlierQuestion
from desktop.views.composer import Composer
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that is not sent yet."""

    question: str = ""
    pictures: tuple[RedactedImage, ...] = ()
    edits: int | None = None
    """The earlier question whose place it is to take."""
    preset: Preset | None = None
    """By which is to be asked."""
    beneath: Draft | None = None
    """What stood there before the editing began; it comes back with its end."""


_NOTHING = Draft()


class Drafts:
    """Keeps the composer's content when another case is shown or an earlier question edited, and brings it back."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._kept: dict[int | None, Draft] = {}
        self._case: int | None = None
        self._edits: int | None = None
        self._beneath: Draft | None = None

    @property
    def edits(self) -> int | None:
        """The earlier question that is being edited."""
        return self._edits

    @property
    def current(self) -> Draft:
        """What stands in the composer, with what is beneath it."""
        composer = self._composer
        return Draft(composer.question(), composer.pictures, self._edits, composer.preset.chosen, self._beneath)

    def switch(self, case: int | None) -> None:
        """Another case is shown (None: one that has not begun)."""
        self._kept[self._case] = self.current
        self._case = case
        self._put(self._kept.pop(case, _NOTHING))

    def case_began(self, case: int) -> None:
        """The case that had not begun has a number now."""
        if self._case is None:
            self._case = case

    def edit(self, earlier: EarlierQuestion) -> None:
        """Show an earlier question to be changed. What was begun meanwhile, another edit too, waits beneath it."""
        beneath = self._beneath if self._edits == earlier.message_id else self.current
        self._put(Draft(earlier.question, earlier.pictures, earlier.message_id, earlier.preset, beneath))

    def leave_edit(self) -> None:
        """The editing is over, sent or not: what stood there before comes back."""
        if self._edits is not None:
            self._put(self._beneath or _NOTHING)

    def sent(self) -> None:
        """What stood there is on its way. Other edits beneath it are over: their questions may have left the case."""
        beneath = self._beneath if self._edits is not None else None
        while beneath is not None and beneath.edits is not None:
            beneath = beneath.beneath
        self._put(beneath or _NOTHING)

    def _put(self, draft: Draft) -> None:
        self._edits, self._beneath = draft.edits, draft.beneath
        self._composer.banner.setVisible(draft.edits is not None)
        self._composer.put(draft.question, draft.pictures)
        self._composer.preset.choose(draft.preset)
