"""What a server repeats of the answer that it writes on."""

from __future__ import annotations


class Echo:
    """Takes the text that comes and leaves out the beginning that was sent along, if it comes back whole.

    llama-server sends an answer that it goes on with from its first word.
    """

    def __init__(self, sent: str) -> None:
        self._awaited = sent
        self._held_back = ""

    def without(self, text: str) -> str:
        """Return what of the text is new; what may still be the echo is held back."""
        if not self._awaited:
            return text
        text = self._held_back + text
        self._held_back = ""
        if self._awaited.startswith(text) and text != self._awaited:
            self._held_back = text
            return ""
        fresh = text.removeprefix(self._awaited)
        self._awaited = ""
        return fresh

    def rest(self) -> str:
        """Return what was held back in vain."""
        rest, self._held_back, self._awaited = self._held_back, "", ""
        return rest
