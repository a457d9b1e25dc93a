"""Search that finds every substring, newest first.

The full-text index narrows, `search_text.contains` on the original text decides. Words are indexed whole, so
a needle that may begin inside a word (`shell` in `powershell`) is first looked up among the words themselves.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from engine.domain import search_text
from engine.domain.conversation import Conversation, SearchHit
from engine.domain.search_text import QueryTerm
from engine.store.case_file import CaseFile, Row
from engine.store.schema import SEARCHED
from engine.store.sqlcipher import Database

_MOST_WORDS = 200
"""With more words than this the needle is so common that reading from the newest on is faster."""
_SNIPPET_BEFORE = 30
_SNIPPET_LENGTH = 120


class Words:
    """All indexed words, in memory only: read at the first search, then kept up with what is written.

    May hold words that are gone; never lacks one that is there.
    """

    def __init__(self) -> None:
        self._words: set[str] | None = None

    def learn(self, search: str) -> None:
        """Take in the words of a `search` column."""
        if self._words is not None:
            self._words.update(search.split())

    def forget(self) -> None:
        """Drop all: something was deleted, and its words must not stay."""
        self._words = None

    def holding(self, db: Database, part: str, *, only_at_end: bool) -> list[str]:
        """Return the words that hold `part`, or that end with it."""
        if self._words is None:
            self._words = _indexed_words(db)
        if only_at_end:
            return [word for word in self._words if word.endswith(part)]
        return [word for word in self._words if part in word]


def _indexed_words(db: Database) -> set[str]:
    words: set[str] = set()
    for table in SEARCHED:
        db.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words USING fts5vocab (main, {table}_fts, row)")
        words.update(word for (word,) in db.execute(f"SELECT term FROM temp.{table}_words").fetchall())  # noqa: S608
    return words


@dataclass(frozen=True, slots=True)
class _Filter:
    """The SQL that narrows one search: a MATCH expression, and pieces that the `search` column must hold."""

    match: str
    pieces: tuple[str, ...]
    is_hopeless: bool = False
    """No indexed word fits: nothing can be found."""


def search(file: CaseFile, words: Words, query: str, limit: int) -> list[SearchHit]:
    """Return at most `limit` hits in messages, on pictures and in titles, newest first."""
    terms = search_text.query_terms(query)
    if not terms or limit < 1:
        return []
    with file.reading() as db:
        narrowed = _filter(db, words, terms)
        if narrowed.is_hopeless:
            return []
        found = [list(islice(_hits(db, source, narrowed, terms), limit)) for source in (_MESSAGES, _PICTURES, _TITLES)]
    newest_first = heapq.merge(*found, key=_age)
    return [_hit(row, terms) for row in islice(newest_first, limit)]


_CASE = """c.id AS case_id, c.title, c.created_ms AS case_created_ms, c.updated_ms AS case_updated_ms,
    (SELECT count(*) FROM message WHERE conversation_id = c.id AND replaced_by IS NULL) AS message_count"""

_MESSAGES = (
    f"""SELECT {_CASE}, s.id AS message_id, s.created_ms AS found_ms, s.body AS text, 0 AS is_on_picture,
    s.replaced_by IS NOT NULL AS is_replaced
    FROM {{source}} JOIN conversation c ON c.id = s.conversation_id
    WHERE {{condition}} ORDER BY {{row}} DESC""",  # noqa: S608 - our own words
    "message",
)
_PICTURES = (
    f"""SELECT {_CASE}, m.id AS message_id, m.created_ms AS found_ms, s.visible_text AS text,
    1 AS is_on_picture, m.replaced_by IS NOT NULL AS is_replaced
    FROM {{source}} JOIN message_picture mp ON mp.picture_id = s.id JOIN message m ON m.id = mp.message_id
    JOIN conversation c ON c.id = m.conversation_id
    WHERE {{condition}} AND (m.replaced_by IS NULL OR NOT EXISTS (SELECT 1 FROM message_picture other
        JOIN message counting ON counting.id = other.message_id WHERE other.picture_id = s.id
        AND counting.conversation_id = m.conversation_id AND counting.replaced_by IS NULL))
    ORDER BY m.id DESC""",  # noqa: S608 - our own words
    "picture",
)
_TITLES = (
    f"""SELECT {_CASE.replace("c.", "s.")}, s.updated_ms AS found_ms, s.title AS text, 0 AS is_on_picture,
    0 AS is_replaced,
    coalesce((SELECT min(id) FROM message WHERE conversation_id = s.id AND replaced_by IS NULL), 0) AS message_id
    FROM {{source}} WHERE {{condition}} ORDER BY s.updated_ms DESC, s.id DESC""",  # noqa: S608 - our own words
    "conversation",
)


def _hits(db: Database, source: tuple[str, str], narrowed: _Filter, terms: tuple[QueryTerm, ...]) -> Iterator[Row]:
    """Yield rows whose text holds all terms. Reads no further than it is asked."""
    template, table = source
    conditions = ["instr(s.search, ?) > 0"] * len(narrowed.pieces)
    values: list[str] = list(narrowed.pieces)
    origin, row = f"{table} s", "s.id"
    if narrowed.match:
        # CROSS JOIN keeps the index outside: it gives its rows newest first without a sort
        origin, row = f"{table}_fts f CROSS JOIN {table} s ON s.id = f.rowid", "f.rowid"
        conditions.insert(0, f"{table}_fts MATCH ?")
        values.insert(0, narrowed.match)
    sql = template.format(source=origin, condition=" AND ".join(conditions) or "true", row=row)
    with closing(db.execute(sql, values)) as cursor:
        names = [column[0] for column in cursor.description]
        for row_values in cursor:
            found = dict(zip(names, row_values, strict=True))
            if search_text.contains(found["text"], terms):
                yield found


def _filter(db: Database, words: Words, terms: Sequence[QueryTerm]) -> _Filter:
    matches: list[str] = []
    pieces: list[str] = []
    for term in terms:
        if not term.tokens:
            continue  # only punctuation: nothing in the index tells of it
        if not term.is_open_start:
            matches.append(_phrase(term.tokens, is_open_end=term.is_open_end))
            continue
        first, *rest = term.tokens
        fitting = words.holding(db, first, only_at_end=bool(rest) or not term.is_open_end)
        if not fitting:
            return _Filter("", (), is_hopeless=True)
        if len(fitting) > _MOST_WORDS:
            pieces.append(" ".join(term.tokens))
            continue
        is_open_end = term.is_open_end and bool(rest)
        phrases = (_phrase((word, *rest), is_open_end=is_open_end) for word in fitting)
        matches.append("(" + " OR ".join(phrases) + ")")
    return _Filter(" AND ".join(matches), tuple(pieces))


def _phrase(tokens: Sequence[str], *, is_open_end: bool) -> str:
    """Tokens hold letters and digits alone, so nothing in them can end the quotation."""
    return '"' + " ".join(tokens) + '"' + (" *" if is_open_end else "")


def _age(row: Row) -> tuple[int, int]:
    return -row["found_ms"], -row["message_id"]


def _hit(row: Row, terms: tuple[QueryTerm, ...]) -> SearchHit:
    snippet, highlights = snippet_of(row["text"], terms)
    case = Conversation(
        row["case_id"], row["title"], row["case_created_ms"], row["case_updated_ms"], row["message_count"]
    )
    return SearchHit(case, row["message_id"], snippet, highlights, bool(row["is_on_picture"]), bool(row["is_replaced"]))


def snippet_of(text: str, terms: tuple[QueryTerm, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a piece of `text` around the first hit, on one line, and where the hits stand in it."""
    first = min((place for term in terms if (place := _a_place(text, term.needle))), default=(0, 0))
    start = max(0, first[0] - _SNIPPET_BEFORE)
    piece = text[start : start + _SNIPPET_LENGTH]
    found = {place for term in terms for place in search_text.places(piece, term.needle)}
    if first[1] > first[0]:  # longer than the piece, it would not be found in it
        found.add((first[0] - start, min(first[1] - start, len(piece))))
    lead, tail = ("…" if start else ""), ("…" if start + len(piece) < len(text) else "")
    shown = ((begin + len(lead), end + len(lead)) for begin, end in sorted(found))
    line = "".join(" " if char.isspace() else char for char in piece)
    return lead + line + tail, tuple(_joined(shown))


def _a_place(text: str, needle: str) -> tuple[int, int] | None:
    """Return where the needle stands. Maps the whole text only where its normal form has another length."""
    form = search_text.normalised(text)
    start = form.find(needle)
    end = start + len(needle)
    if start < 0:
        return None
    if len(form) == len(text) and search_text.normalised(text[start:end]) == needle:
        return start, end
    return next(search_text.places(text, needle))


def _joined(places: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join places that overlap or touch; they come sorted."""
    current: tuple[int, int] | None = None
    for place in places:
        if current is None:
            current = place
        elif place[0] <= current[1]:
            current = (current[0], max(current[1], place[1]))
        else:
            yield current
            current = place
    if current is not None:
        yield current
