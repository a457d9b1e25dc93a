"""The HTML of other programs' replies, turned into Markdown. Only words and their order are taken over."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BLOCKS = {"p", "div", "ul", "ol", "table", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_SILENT = {"script", "style", "head", "title", "iframe", "object", "svg"}


def as_markdown(html: str) -> str:
    """Return a piece of HTML as Markdown: paragraphs, lists, bold, code, links by name and address."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    text = re.sub(r"[ \t]+\n", "\n", "".join(writer.parts))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._lists: list[int] = []
        """For each open list the number of its next item; -1 where items have none."""
        self._links: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag in ("ul", "ol"):
            self.parts.append("\n" if self._lists else "\n\n")
            self._lists.append(1 if tag == "ol" else -1)
        elif tag == "li":
            self.parts.append(f"\n{'  ' * max(0, len(self._lists) - 1)}{self._bullet()} ")
        elif tag == "a":
            self._links.append(next((value or "" for name, value in attrs if name == "href"), ""))
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
            if tag[0] == "h":
                self.parts.append(f"{'#' * int(tag[1])} ")
        else:
            self.parts.append(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self.parts.append("\n" if self._lists else "\n\n")
        elif tag == "a":
            link = self._links.pop() if self._links else ""
            if link.startswith(("http://", "https://", "mailto:")):
                self.parts.append(f" ({link})")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        else:
            self.parts.append(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] < 0:
            return "-"
        number = self._lists[-1]
        self._lists[-1] += 1
        return f"{number}."
