"""What was begun in each case and not sent, while the window is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from desktop.viewmodels.live import EarlierQuestion
from desktop.views.case.composer import Composer
from engine.domain.conversation import KeptDraft
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
    unread: tuple[str, ...] = ()
    """Digests of pictures that the program before this one kept; they are read when the draft is shown."""


_NOTHING = Draft()


class Drafts:
    """Keeps the composer's content when another case is shown or an earlier question edited, and brings it back."""

    def __init__(self, composer: Composer, read_pictures: Callable[[tuple[str, ...]], None]) -> None:
        """`read_pictures` reads kept pictures by their digests and hands them to `take_pictures`."""
        self._composer = composer
        self._read_pictures = read_pictures
        self._unread: tuple[str, ...] = ()
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
        preset = composer.preset.chosen
        return Draft(composer.question(), composer.pictures, self._edits, preset, self._beneath, self._unread)

    def switch(self, case: int | None, *, is_private: bool = False) -> None:
        """Another case is shown (None: one that has not begun). What was begun in a private one is gone."""
        if is_private and self._is_private and case is not None:
            self._case = case
            return
        if not self._is_private:
            self._kept[self._case] = self.current
        self._case, self._is_private = case, is_private
        self._put(_NOTHING if is_private else self._kept.pop(case, _NOTHING))

    def restore(self, kept: Mapping[int, KeptDraft]) -> None:
        """Take what was begun before the program ended; nothing that was begun since is touched."""
        for number, draft in kept.items():
            case = number or None
            if case == self._case and not self._is_private:
                if not self._composer.question() and self._edits is None:
                    self._put(Draft(draft.text, self._composer.pictures, unread=draft.pictures))
            else:
                begun = self._kept.get(case, _NOTHING)
                self._kept[case] = Draft(draft.text, unread=draft.pictures) if begun == _NOTHING else begun

    def take_pictures(self, digests: tuple[str, ...], pictures: tuple[RedactedImage, ...]) -> None:
        """The pictures of a kept draft were read. They go where the draft is by now."""
        if self._unread == digests:
            self._unread = ()
            self._composer.put(self._composer.question(), _joined(pictures, self._composer.pictures))
        for case, draft in self._kept.items():
            if draft.unread == digests:
                self._kept[case] = replace(draft, pictures=_joined(pictures, draft.pictures), unread=())

    @property
    def case(self) -> int | None:
        """The case that is shown."""
        return self._case

    def begun_in(self, case: int | None) -> tuple[str, tuple[RedactedImage, ...]] | None:
        """The new question with its pictures that is begun in a case; None where none is to be kept."""
        if case == self._case and self._is_private:
            return None
        draft = self.current if case == self._case else self._kept.get(case, _NOTHING)
        while draft.edits is not None:
            draft = draft.beneath or _NOTHING
        return None if draft.unread else (draft.question, draft.pictures)

    def give_back(self, case: int | None, question: str, pictures: tuple[RedactedImage, ...]) -> None:
        """Put a question that was sent back, before what has been begun in its case since."""
        if case == self._case:
            self._composer.give_back(question, pictures)
            return
        draft = self._kept.get(case, _NOTHING)
        both = "\n".join(filter(None, (question, draft.question)))
        self._kept[case] = replace(draft, question=both, pictures=_joined(pictures, draft.pictures))

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
        self._edits, self._beneath, self._unread = draft.edits, draft.beneath, draft.unread
        self._composer.banner.setVisible(draft.edits is not None)
        self._composer.put(draft.question, draft.pictures)
        self._composer.preset.choose(draft.preset)
        if draft.unread:
            self._read_pictures(draft.unread)


def _joined(earlier: tuple[RedactedImage, ...], later: tuple[RedactedImage, ...]) -> tuple[RedactedImage, ...]:
    """Return pictures one after the other, each once."""
    return tuple(dict.fromkeys((*earlier, *later)))
