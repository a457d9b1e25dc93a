"""Finds what an answer quotes: codes anywhere, names in bold or between quotation marks, values between backticks.

Not everything that is set off is a quote. Headings, lead-ins (`**Cause:**`), emphasis (`**not**`), keys (`Ctrl+S`)
and commands to be typed claim nothing about the screen: they are tied to it where they stand there, and else left
alone. `is_claim` tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.domain.evidence import QuoteKind
from engine.domain.finding import EntityType
from engine.domain.markdown_code import Code, blanked, code_in
from engine.evidence.codes import codes_in

LONGEST = 300
_BOLD = re.compile(
    r"(?<![\\*])\*\*(?P<inner>[^\s*](?:[^\n]*?[^\s])??)\*\*(?!\*)|(?<!\w)__(?P<under>[^\s_][^\n]*?)__(?!\w)"
)
_MARKS = re.compile(
    r"“(?P<a>[^“”\n]+)”|„(?P<b>[^„“”\n]+)[“”]|«(?P<c>[^«»\n]+)»|「(?P<d>[^「」\n]+)」|『(?P<e>[^『』\n]+)』"
    r"|【(?P<f>[^【】\n]+)】|《(?P<g>[^《》\n]+)》|‘(?P<h>[^‘’\n]+)’(?!\w)"
    r"|(?<![\w\\])\"(?P<i>[^\"\n]+)\"(?!\w)|(?<![\w\\])'(?P<j>[^'\n]{2,})'(?!\w)|［(?P<k>[^［］\n]+)］"
)
_KINDS = "|".join(kind.value.replace("_", "[ _]") for kind in EntityType)
_LABEL = re.compile(rf"(?<![A-Za-z0-9_])(?:{_KINDS}|CARD|NAME|ID|KEY|TOKEN) \d{{1,3}}(?![A-Za-z0-9_])")
_PARTS = re.compile(r"\s*(?:->|=>|→|➔|➜|⇒|›|»|▸|▶|＞|(?<=\s)>(?=\s)|\s>\s?|…|\.{3})\s*")
_KEYS = re.compile(
    r"(?i)(?:(?:ctrl|control|strg|alt|shift|win|windows|cmd|command|option|fn|⌘)(?:[ ]?[+＋-][ ]?|$))+(?:[^\s]{1,12})?"
    r"|f\d{1,2}|enter|return|esc|escape|tab|del|delete|backspace|space|home|end|page ?(?:up|down)|print ?screen|prtsc"
    r"|回车键?|空格键?|退格键?"
)
_EMPHASIS = re.compile(
    r"(?i)(?:please )?(?:do not|don['’]t|never|not|always|only|must|first|then|before|after|note|important|warning|"
    r"caution|tip|hint|attention|remember|optional|yes|no|or|and|if|all|any|none|recommended|quickest|safest|"
    r"不要|切勿|请勿|勿|不|必须|务必|一定|只|仅|先|再|然后|注意|重要|提示|警告|小心|说明|备注|可选|推荐|全部|所有|或|如果)"
)
_LEAD_IN = re.compile(
    r"(?i)(?:step|option|method|cause|causes|reason|solution|fix|problem|issue|result|summary|answer|next|likely|"
    r"possible|what|why|how|when|if|check|verify|confirm|quick|alternative|otherwise|"
    r"步骤|方法|方案|原因|结果|总结|问题|解决|可能|建议|处理|说明|情况|第[一二三四五六七八九十\d]+步)"
)
_TYPED_CUE = re.compile(
    r"(?i)(?:\b(?:run|runs|running|type|execute|enter|command|commands|with|using|use)\b|运行|执行|输入|键入|敲入|命令|使用)"
    r"[^.。\n]{0,24}$"
)
_COMMAND = re.compile(
    r"(?i)(?:(?:ipconfig|ping|sfc|dism|netsh|net|nslookup|tracert|gpupdate|gpresult|chkdsk|sc|taskkill|tasklist|reg|regsvr32|"
    r"shutdown|wusa|msiexec|powershell|cmd|control|services|devmgmt|diskpart|bcdedit|certutil|klist|cmdkey|whoami|"
    r"systemctl|sudo|apt|yum|dnf|systemd|journalctl|ssh|scp|curl|wget|ls|cd|cat|chmod|chown|kill|ps|df|du|mount|ip|nmcli|"
    r"route|arp|netstat|telnet|printui|rundll32|mmc|sysdm|ncpa|inetcpl|appwiz|eventvwr|winver|regedit|msconfig|cleanmgr|"
    r"get|set|restart|start|stop|test|remove|add|new|invoke|clear|enable|disable)"
    r"(?:-[a-z]+|\.exe|\.msc|\.cpl)?(?:\s+\S.*)?)|\S+\.(?:exe|msc|cpl|bat|ps1|sh|cmd)(?:\s.*)?|.*\s(?:/|--?)[a-z][\w:-]*.*"
    r"|\w+:$|%\w+%.*|\$\w+.*"
)
_BARE_VALUES = re.compile(
    r"(?<![\w.])\d{1,5}(?:\.\d{1,6}){2,3}(?![\w.]*\d)"
    r"|(?i:(?:port|端口)[ ]?(?:号|number)?[ ]?[:：]?[ ]?(?P<port>\d{2,5})(?![\w.]))"
)
_TRIMMED = " \t*_`“”\"'‘’「」『』【】《》«»,，;；:：。!！?？"
_ENDS = ".…"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of an answer (half-open offsets, marks left out) that may be a quote."""

    text: str
    start: int
    end: int
    kind: QuoteKind
    is_claim: bool
    """It says that this stands on the screen: where it does not, that has to be said."""
    is_short: bool = False


def candidates(text: str) -> list[Candidate]:
    """Return what may be a quote, by where it begins; one may lie within another."""
    code = list(code_in(text))
    inline = [each for each in code if not each.is_block]
    outside = blanked(text, (each for each in code if each.is_block))
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in (
        *_codes(text),
        *_labels(text),
        *_values(text, inline),
        *_names(outside, [(each.start, each.end) for each in inline]),
        *_bare_values(blanked(text, code)),
    ):
        found.setdefault((candidate.start, candidate.end), candidate)
    return sorted(found.values(), key=lambda each: (each.start, -each.end))


def _codes(text: str) -> Iterator[Candidate]:
    for code in codes_in(text):
        yield Candidate(code.text, code.start, code.end, QuoteKind.CODE, True, code.is_short)


def _labels(text: str) -> Iterator[Candidate]:
    for match in _LABEL.finditer(text):
        yield Candidate(match.group(), match.start(), match.end(), QuoteKind.LABEL, True)


def _values(text: str, inline: list[Code]) -> Iterator[Candidate]:
    for code in inline:
        before = text[max(0, code.start - 40) : code.start].split("\n")[-1]
        inner = text[code.inner_start : code.inner_end].strip()
        is_typed = _TYPED_CUE.search(before) is not None or _COMMAND.fullmatch(inner) is not None
        yield from _piece(text, code.inner_start, code.inner_end, QuoteKind.VALUE, is_claim=not is_typed)


def _bare_values(text: str) -> Iterator[Candidate]:
    for match in _BARE_VALUES.finditer(text):
        start, end = match.span("port") if match["port"] else match.span()
        yield Candidate(text[start:end], start, end, QuoteKind.VALUE, False)


def _names(text: str, code_places: list[tuple[int, int]]) -> Iterator[Candidate]:
    for match in _BOLD.finditer(text):
        group = "inner" if match["inner"] is not None else "under"
        start, end = match.span(group)
        if any(start >= begin and end <= over for begin, over in code_places):
            continue
        if not _is_emphasis(text[start:end]):
            is_claim = not _is_heading(text, match.start(), match.end()) and not _is_lower(text[start:end])
            yield from _piece(text, start, end, QuoteKind.NAME, is_claim=is_claim)
    for match in _MARKS.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if any(begin < end and start < over for begin, over in code_places) and not _holds_code(text, start, end):
            continue
        if re.fullmatch(r"[\d,，;；\s]+", text[start:end]) and text[match.start()] in "【［":
            continue  # a citation
        yield from _piece(text, start, end, QuoteKind.NAME, is_claim=True)


def _holds_code(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch holds inline code as a whole: `“error `0x5` at start”`."""
    return text.count("`", start, end) % 2 == 0


def _is_heading(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of bold is a heading, or a lead-in to what follows."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = text[line_start:start].strip()
    after = text[end : line_end if line_end >= 0 else len(text)].strip()
    inner = text[start:end].strip("*_ ")
    opens_line = re.fullmatch(r"(?:[#>\-+*•]+|\d{1,2}[.)、．])?", before) is not None
    if not opens_line:
        return False
    is_lead = inner.endswith((":", "：")) or after.startswith((":", "："))
    return is_lead or before.startswith("#") or (not after and (before == "" or _LEAD_IN.match(inner) is not None))


def _is_emphasis(inner: str) -> bool:
    return _EMPHASIS.fullmatch(inner.strip(_TRIMMED + _ENDS)) is not None


def _is_lower(inner: str) -> bool:
    """Tell whether bold words begin small, as no button does: they are rather stressed than quoted."""
    stripped = inner.strip(_TRIMMED + _ENDS)
    return stripped[:1].islower() and not any(char.isdigit() or char in "\\/_." for char in stripped)


def _piece(text: str, start: int, end: int, kind: QuoteKind, *, is_claim: bool) -> Iterator[Candidate]:
    """Yield a stretch, trimmed, and each part of a path such as `File → Save` by itself."""
    place = start
    for separator in _PARTS.finditer(text, start, end):
        yield from _trimmed(text, place, separator.start(), kind, is_claim)
        place = separator.end()
    yield from _trimmed(text, place, end, kind, is_claim)


def _trimmed(text: str, start: int, end: int, kind: QuoteKind, is_claim: bool) -> Iterator[Candidate]:
    while start < end and text[start] in _TRIMMED:
        start += 1
    while start < end and text[end - 1] in _TRIMMED + _ENDS:
        end -= 1
    inner = text[start:end]
    if not inner or len(inner) > LONGEST or not any(char.isalnum() for char in inner) or _KEYS.fullmatch(inner):
        return
    if _LABEL.fullmatch(inner):
        return
    yield Candidate(inner, start, end, kind, is_claim)
