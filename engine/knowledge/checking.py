"""What every fix that comes in must keep to, whatever format it came in: sizes, characters, values, links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.domain.fix_exchange import FilePlace, IncomingFix
from engine.domain.fix_fields import LISTS, REQUIRED, TEXTS, from_fields
from engine.domain.knowledge import PICTURE_SCHEME, FixState
from engine.domain.markdown_code import blanked, code_in
from engine.wording import Language

BODY_BYTES_MAX = 100_000
FIXES_MAX = 20_000
_LINE_CHARS_MAX = 500
_LIST_ITEMS_MAX = 200
_UID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_REVISION = re.compile(r"\d{1,9}-[0-9a-f]{8}")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the order of reading around, and halves of characters."""
_UNFIT_IN_LINE = re.compile(r"[\t\n\r]")
_IMAGE = re.compile(r"!\[[^\]]*\]\s*(?:\(\s*<?([^)>\n]*)>?[^)\n]*\)|\[([^\]\n]*)\])")
_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
_HTML_LOADS = re.compile(
    r"<\s*(?:img|image|iframe|object|embed|script|link|video|audio|source|svg|style|meta|base|form)\b", re.IGNORECASE
)
_OWN_PICTURE = re.compile(rf"{PICTURE_SCHEME}:[0-9a-f]{{64}}")


def build_fix(
    fields: Mapping[str, str | Sequence[str]], body: str, place: FilePlace, lines: Mapping[str, int] | None = None
) -> IncomingFix:
    """Check what was read and build a fix from it. Raises KnowledgeError, which names file and line.

    `lines` are those of the fields and the body; without them all stand at `place`.
    """

    def at(name: str) -> FilePlace:
        return FilePlace(place.path, (lines or {}).get(name, place.line))

    for name, value in fields.items():
        _check_field(name, value, at(name))
    for name in REQUIRED:
        if not fields.get(name):
            raise place.fault("field_missing", field=name)
    check_uid(str(fields["uid"]), at("uid"))
    check_body(body, at("body"), counts_lines=lines is not None)
    revision = str(fields.get("revision", ""))
    if revision and not _REVISION.fullmatch(revision):
        raise at("revision").fault("bad_revision", revision=revision[:40])
    _check_choice(Language, "language", str(fields["language"]), at("language"))
    _check_choice(FixState, "state", str(fields.get("state") or FixState.APPROVED), at("state"))
    try:
        fix = from_fields(fields, body)
    except ValueError as error:
        raise at("valid_until").fault("bad_date", value=str(fields.get("valid_until"))[:40]) from error
    return IncomingFix(fix, place, revision)


def check_uid(uid: str, place: FilePlace) -> None:
    if not _UID.fullmatch(uid):
        raise place.fault("bad_uid", uid=uid[:100])


def check_body(body: str, place: FilePlace, *, counts_lines: bool = False) -> None:
    """Check the Markdown of a fix; pictures must be our own by now. `counts_lines` where its lines are the file's."""

    def at(start: int) -> FilePlace:
        return FilePlace(place.path, place.line + (body.count("\n", 0, start) if counts_lines else 0))

    if not body.strip():
        raise place.fault("no_steps")
    if len(body.encode(errors="surrogatepass")) > BODY_BYTES_MAX:
        raise place.fault("too_large", limit_kb=BODY_BYTES_MAX // 1000)
    if found := _UNFIT.search(body):
        raise at(found.start()).fault("control_character", code=f"U+{ord(found[0]):04X}")
    prose = blanked(body, code_in(body, over_lines=True))
    if found := _HTML_LOADS.search(prose):
        raise at(found.start()).fault("html", tag=found[0][:20])
    for start, target in picture_targets(body):
        if not _OWN_PICTURE.fullmatch(target):
            raise at(start).fault("picture_link", link=target[:100])


def picture_targets(body: str) -> list[tuple[int, str]]:
    """Return where each picture's link stands in a Markdown text, and what it points to. Code holds none."""
    prose = blanked(body, code_in(body, over_lines=True))
    named = {match[1].casefold(): match[2] for match in _DEFINITION.finditer(prose)}
    targets = []
    for match in _IMAGE.finditer(prose):
        direct = match[1]
        target = direct.split()[0] if direct and direct.split() else named.get((match[2] or "").casefold(), "")
        targets.append((match.start(), target))
    return targets


def _check_field(name: str, value: str | Sequence[str], place: FilePlace) -> None:
    if name not in (*TEXTS, *LISTS, "revision"):
        raise place.fault("unknown_field", field=name[:40])
    items = [value] if isinstance(value, str) else list(value)
    if len(items) > _LIST_ITEMS_MAX or any(len(item) > _LINE_CHARS_MAX for item in items):
        raise place.fault("field_too_long", field=name, limit=_LINE_CHARS_MAX, items=_LIST_ITEMS_MAX)
    for item in items:
        if found := _UNFIT.search(item) or _UNFIT_IN_LINE.search(item):
            raise place.fault("control_character", code=f"U+{ord(found[0]):04X}")


def _check_choice(kind: type[Language] | type[FixState], field: str, value: str, place: FilePlace) -> None:
    choices = [choice.value for choice in kind]
    if value not in choices:
        raise place.fault(f"bad_{field}", name=value[:40], choices=", ".join(choices))
