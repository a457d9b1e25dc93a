"""What an agent types into the search of cases: words, and filters like `tag:vpn before:2026-03 has:image`.

Filters: `tag:`, `app:`, `fix:`, `folder:`, `has:image`, `is:archived` (or `open`, `pinned`, `held`), `before:` and
`after:` with a year, month or day; in Chinese `标签：`, `应用：`, `方案：`, `文件夹：`, `含：图片`, `是：归档`
(or `未归档`, `置顶`, `保留`), `早于：`, `晚于：`. Quotes keep a value with spaces together. What is no filter is looked
for as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SearchOrder(StrEnum):
    """In which order hits come."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """A query, taken apart. All filters must fit."""

    text: str = ""
    tags: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    """The beginning of a level of the path."""
    has_picture: bool = False
    is_archived: bool | None = None
    """None: it does not matter."""
    is_pinned: bool = False
    is_held: bool = False
    before_ms: int | None = None
    """What was found stands before this moment."""
    after_ms: int | None = None
    """Or at this moment, or after it."""

    @property
    def has_filters(self) -> bool:
        return self != CaseQuery(self.text)

    @classmethod
    def parse(cls, typed: str) -> CaseQuery:
        """Take apart what was typed. Never fails: half a filter is a word. Days begin at the agent's midnight."""
        words: list[str] = []
        lists: dict[str, list[str]] = {"tag": [], "app": [], "fix": [], "folder": []}
        states = dict[str, bool]()
        has_picture, before, after = False, None, None
        for part in _PART.finditer(typed):
            name = _NAMES.get(part["name"].casefold(), "") if part["name"] else ""
            value = (part["quoted"] if part["quoted"] is not None else part["value"] or "").strip()
            if name in lists and value:
                lists[name].append(value.lstrip("#") if name == "tag" else value)
            elif name == "has" and value.casefold() in _PICTURE_WORDS:
                has_picture = True
            elif name == "is" and value.casefold() in _STATES:
                states.update([_STATES[value.casefold()]])
            elif name == "before" and (moment := _start_of(value)) is not None:
                before = moment if before is None else min(before, moment)
            elif name == "after" and (moment := _start_of(value)) is not None:
                after = moment if after is None else max(after, moment)
            else:
                words.append(part.group())
        tags, applications, fixes, folders = (tuple(lists[name]) for name in ("tag", "app", "fix", "folder"))
        archived, pinned, held = states.get("archived"), states.get("pinned", False), states.get("held", False)
        text = " ".join(words)
        return cls(text, tags, applications, fixes, folders, has_picture, archived, pinned, held, before, after)


_NAMES = {
    "tag": "tag", "标签": "tag", "app": "app", "应用": "app", "fix": "fix", "方案": "fix", "has": "has", "含": "has",
    "folder": "folder", "文件夹": "folder", "is": "is", "是": "is",
    "before": "before", "早于": "before", "after": "after", "晚于": "after",
}  # fmt: skip
_PICTURE_WORDS = frozenset({"image", "images", "picture", "pictures", "图片", "截图"})
_STATES = {
    "archived": ("archived", True), "归档": ("archived", True), "已归档": ("archived", True),
    "open": ("archived", False), "未归档": ("archived", False),
    "pinned": ("pinned", True), "置顶": ("pinned", True), "held": ("held", True), "保留": ("held", True),
}  # fmt: skip
_PART = re.compile(r'(?:(?P<name>[^\W\d_]+)[:：](?:"(?P<quoted>[^"]*)"|(?P<value>\S*))|\S+)')
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


def _start_of(text: str) -> int | None:
    """Return when a year, month or day begins here, in milliseconds since 1970; None where it is none."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        return int(datetime(year, month, day).astimezone().timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
