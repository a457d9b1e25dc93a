"""What was begun in each case and not sent: in memory only, for as long as the window is open."""

from __future__ import annotations

from collections.abc import Mapping
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
        self._is_private = False
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

    def switch(self, case: int | None, *, is_private: bool = False) -> None:
        """Another case is shown (None: one that has not begun). What was begun in a private one is gone."""
        if is_private and self._is_private and case is not None:
            self._case = case
            return
        if not self._is_private:
            self._kept[self._case] = self.current
        self._case, self._is_private = case, is_private
        self._put(_NOTHING if is_private else self._kept.pop(case, _NOTHING))

    def restore(self, texts: Mapping[int, str]) -> None:
        """Take what was typed before the program ended; nothing that was begun since is touched."""
        for number, text in texts.items():
            case = number or None
            if case == self._case and not self._is_private:
                if not self._composer.question() and self._edits is None:
                    self._composer.put(text, self._composer.pictures)
            else:
                begun = self._kept.get(case, _NOTHING)
                self._kept[case] = Draft(text) if begun == _NOTHING else begun

    @property
    def typed(self) -> tuple[int | None, str] | None:
        """The shown case and the new question that is typed in it; None where none is to be kept."""
        if self._is_private:
            return None
        draft = self.current
        while draft.edits is not None:
            draft = draft.beneath or _NOTHING
        return self._case, draft.question

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
