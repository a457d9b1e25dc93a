"""Cases and fixes in memory, with what tests of the window want to look into."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.case_query import SearchOrder
from engine.domain.conversation import (
    Conversation,
    Message,
    MessageState,
    Role,
    SearchHit,
)
from engine.domain.knowledge import CannedFix
from engine.domain.picture import RedactedImage, Thumbnail
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.errors import StoreError
from tests.fakes.fixes import MemoryFixes
from tests.fakes.stores import MemoryStore

NOW_MS = 1_790_000_000_000


def picture(width: int = 64, height: int = 40, shade: int = 90, text: str = "") -> RedactedImage:
    """A covered picture of one shade."""
    spans = (TextSpan(text, Region(0, 0, width, height), 0.9),) if text else ()
    return RedactedImage(width, height, bytes([shade]) * (width * height * 3), spans=spans)


class FakeCases(MemoryStore):
    """Cases in memory, a minute apart, with what tests look into. Small pictures are there where the test lays one."""

    def __init__(self) -> None:
        super().__init__(first_ms=NOW_MS, tick_ms=60_000)
        self.small: dict[str, Thumbnail] = {}
        self.thumbnails_read: list[str] = []
        self.order = SearchOrder.NEWEST

    @property
    def kept(self) -> dict[int, Conversation]:
        return {case: self.conversation(case) for case in self._cases}

    def turns(self, case: int) -> list[Message]:
        """All turns of a case, those that were replaced with them."""
        return self._all(case)

    def add(self, case: int, role: Role, body: str) -> Message:
        return self._add(case, role, body, MessageState.COMPLETE)

    def lose_picture(self, digest: str) -> None:
        """As if its file were gone."""
        del self._pictures[digest]

    def thumbnail(self, digest: str) -> Thumbnail:
        self.thumbnails_read.append(digest)
        if digest not in self.small:
            raise StoreError("store.picture_missing")
        return self.small[digest]

    def search(self, query: str, limit: int = 50, order: SearchOrder = SearchOrder.NEWEST) -> Sequence[SearchHit]:
        self.order = order
        return super().search(query, limit, order)


class FakeFixes(MemoryFixes):
    """Fixes in memory, in the order in which they were given."""

    def __init__(self, kept: Sequence[CannedFix]) -> None:
        super().__init__()
        self.put_fixes(kept)

    @property
    def kept(self) -> list[CannedFix]:
        return list(self._fixes.values())

    def say(self, fixes: Sequence[CannedFix]) -> None:
        """Keep these instead."""
        self._fixes.clear()
        self.put_fixes(fixes)

    @property
    def used(self) -> list[str]:
        return self._uses
