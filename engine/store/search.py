"""Search that finds every substring, newest or best first, among all cases or those that filters let through.

The full-text index narrows, `search_text.contains` on the original text decides. Words are indexed whole, so
a needle that may begin inside a word (`shell` in `powershell`) is first looked up among the words themselves.
"""

from __future__ import annotations

import heapq
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from engine.domain import search_text
from engine.domain.case_query import CaseQuery, SearchOrder
from engine.domain.conversation import Conversation, SearchHit
from engine.domain.search_text import QueryTerm
from engine.store.case_file import CaseFile, Row
from engine.store.case_filters import conditions_of
from engine.store.case_rows import CASE_COLUMNS, case_of
from engine.store.schema import searched_tables
from engine.store.snippets import snippet_of
from engine.store.sqlcipher import Database

_MOST_WORDS = 200
"""With more words than this the needle is so common that reading from the newest on is faster."""
_MOST_NEW = 1000
"""With more new words than this they are taken into the lines."""
_MOST_SORTED = 1000
_READ_FOR_BEST = 8
"""So many times what is returned is read and weighed."""
_TITLE_WORTH, _WHOLE_WORTH = 3.0, 1.0
_MOST_TIMES = 20


class Words:
    """All indexed words, in memory only: read ahead or at the first search, then kept up with what is written.

    May hold words that are gone; never lacks one that is there.
    """

    def __init__(self) -> None:
        self._lines: str | None = None
        self._reading: _Reading | None = None
        self._new: set[str] = set()
        """What was written since the lines were begun."""

    def learn(self, search: str) -> None:
        """Take in the words of a `search` column."""
        if self._lines is not None or self._reading is not None:
            self._new.update(search.split())

    def forget(self) -> None:
        """Drop all: something was deleted, and its words must not stay."""
        self._lines = self._reading = None
        self._new.clear()

    def read_ahead(self, db: Database, most_s: float) -> bool:
        """Read for about so long; returns whether there is more. A million messages are two seconds in all."""
        if self._lines is not None:
            return False
        if self._reading is None:
            self._reading = _Reading(searched_tables(db))
        if self._reading.go_on(db, most_s):
            return True
        self._lines, self._reading = _as_lines(self._reading.words), None
        return False

    def holding(self, db: Database, part: str, *, only_at_end: bool, most: int) -> set[str]:
        """Return the words that hold `part`, or that end with it; `most` of them at the most.

        All words stand in one text, a line each: looking through that is much faster than through a set.
        """
        lines = self._up_to_date(db)
        wanted = part + "\n" if only_at_end else part
        found = {word for word in self._new if (word.endswith(part) if only_at_end else part in word)}
        start = lines.find(wanted)
        while start >= 0 and len(found) < most:
            end = lines.index("\n", start)
            found.add(lines[lines.rindex("\n", 0, start) + 1 : end])
            start = lines.find(wanted, end)
        return found

    def has_many_beginning_with(self, db: Database, part: str) -> bool:
        """Whether more words begin with `part` than the index should follow one by one."""
        lines, count = self._up_to_date(db), 0
        start = lines.find("\n" + part)
        while start >= 0 and count <= _MOST_WORDS:
            count += 1
            start = lines.find("\n" + part, start + 1)
        return count > _MOST_WORDS

    def _up_to_date(self, db: Database) -> str:
        self.read_ahead(db, math.inf)
        lines = self._lines or "\n"
        if len(self._new) > _MOST_NEW:
            lines = self._lines = _as_lines({*lines.split(), *self._new})
            self._new.clear()
        return lines


def _as_lines(words: set[str]) -> str:
    return "\n" + "\n".join(words) + "\n"


class _Reading:
    """The words of the index as far as they were read, one table after the other, each in the order of its words."""

    def __init__(self, tables: Sequence[str]) -> None:
        self.words: set[str] = set()
        self._tables = list(tables)
        self._last = ""
        """The last word that was read of the first of the tables."""

    def go_on(self, db: Database, most_s: float) -> bool:
        """Read for about so long; returns whether there is more. What is written meanwhile may be passed over."""
        until = time.perf_counter() + most_s
        while self._tables:
            if not self._read_table(db, self._tables[0], until):
                return True
            self._tables.pop(0)
            self._last = ""
        return False

    def _read_table(self, db: Database, table: str, until: float) -> bool:
        """Go on with a table; returns whether its end was reached."""
        db.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words USING fts5vocab (main, {table}_fts, row)")
        with closing(db.execute(f"SELECT term FROM temp.{table}_words WHERE term > ?", (self._last,))) as found:  # noqa: S608 - our own names
            for (word,) in found:
                self.words.add(word)
                self._last = word
                if time.perf_counter() > until:  # one word may stand in half of all messages
                    return False
        return True


@dataclass(frozen=True, slots=True)
class _Filter:
    """The SQL that narrows one search: a MATCH expression, and pieces that the `search` column must hold."""

    match: str
    pieces: tuple[str, ...]
    is_hopeless: bool = False
    """No indexed word fits: nothing can be found."""


def search(
    file: CaseFile, words: Words, typed: str, limit: int, order: SearchOrder = SearchOrder.NEWEST
) -> list[SearchHit]:
    """Return at most `limit` hits in messages, on pictures and in titles.

    Filters alone give the cases that fit, with nothing marked. `BEST` reads more than it returns.
    """
    query = CaseQuery.parse(typed)
    terms = search_text.query_terms(query.text)
    if limit < 1 or not (terms or query.has_filters):
        return []
    with file.reading() as db:
        narrowed = _filter(db, words, terms)
        if narrowed.is_hopeless:
            return []
        sources = (_MESSAGES, _PICTURES, _TITLES, _NOTES) if terms else (_TITLES,)
        is_best = order is SearchOrder.BEST and bool(terms)
        most = limit * _READ_FOR_BEST if is_best else limit
        filters = dict.fromkeys(sources, narrowed)
        if not is_best and narrowed.match and _is_common_in_titles(db, narrowed.match):
            filters[_TITLES] = _by_reading(narrowed, terms)
        found = [list(islice(_hits(db, source, query, filters[source], terms, is_best), most)) for source in sources]
        if is_best:
            rows = sorted((row for part in found for row in part), key=lambda row: _worth(row, terms), reverse=True)
        else:
            rows = list(islice(heapq.merge(*found, key=_age), limit))
        cases = _cases(db, {row["case_id"] for row in rows[:limit]})
    return [_hit(*cases[row["case_id"]], row, terms) for row in rows[:limit]]


def _cases(db: Database, numbers: set[int]) -> dict[int, tuple[Conversation, int]]:
    """Read the cases of which something was found, each with the number of its first message.

    Only those that are shown: this counts their messages.
    """
    marks = ", ".join("?" for _ in numbers)
    sql = f"SELECT {CASE_COLUMNS}, {_FIRST_MESSAGE} AS first_message FROM conversation c WHERE c.id IN ({marks})"  # noqa: S608
    return {row["case_id"]: (case_of(row), row["first_message"]) for row in db.query(sql, list(numbers))}


def _is_common_in_titles(db: Database, match: str) -> bool:
    """Whether so many titles fit that reading from the newest on is faster than sorting them all."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM conversation_fts WHERE conversation_fts MATCH ? LIMIT ?)"
    return int(db.execute(sql, (match, _MOST_SORTED)).fetchall()[0][0]) == _MOST_SORTED


def _by_reading(narrowed: _Filter, terms: Sequence[QueryTerm]) -> _Filter:
    """Return the same filter without the index: what its tokens say, the `search` column says, too."""
    pieces = (" ".join(term.tokens) for term in terms if term.tokens)
    return _Filter("", tuple(dict.fromkeys((*narrowed.pieces, *pieces))))


@dataclass(frozen=True, slots=True)
class _Source:
    """Where hits come from."""

    statement: str
    table: str
    case: str
    """What the statement calls the conversation."""
    moment: str
    newest_first: str


_FIRST_MESSAGE = "coalesce((SELECT min(id) FROM message WHERE conversation_id = c.id AND replaced_by IS NULL), 0)"
"""Of the case `c`: where a hit in its title leads."""
_MESSAGES = _Source(
    """SELECT c.id AS case_id, s.id AS message_id, s.created_ms AS found_ms, s.body AS text,
    0 AS is_on_picture, 0 AS is_title, s.replaced_by IS NOT NULL AS is_replaced, '' AS digest
    FROM {source} JOIN conversation c ON c.id = s.conversation_id
    WHERE {condition} ORDER BY {order}""",
    "message",
    "c",
    "s.created_ms",
    "{row} DESC",
)
_PICTURES = _Source(
    """SELECT c.id AS case_id, m.id AS message_id, m.created_ms AS found_ms, s.visible_text AS text,
    1 AS is_on_picture, 0 AS is_title, m.replaced_by IS NOT NULL AS is_replaced, s.digest
    FROM {source} JOIN message_picture mp ON mp.picture_id = s.id JOIN message m ON m.id = mp.message_id
    JOIN conversation c ON c.id = m.conversation_id
    WHERE {condition} AND (m.replaced_by IS NULL OR NOT EXISTS (SELECT 1 FROM message_picture other
        JOIN message counting ON counting.id = other.message_id WHERE other.picture_id = s.id
        AND counting.conversation_id = m.conversation_id AND counting.replaced_by IS NULL))
    ORDER BY {order}""",
    "picture",
    "c",
    "m.created_ms",
    "m.id DESC",
)
_TITLES = _Source(
    """SELECT s.id AS case_id, s.updated_ms AS found_ms, s.title AS text,
    0 AS is_on_picture, 1 AS is_title, 0 AS is_replaced, '' AS digest, 0 AS message_id
    FROM {source} WHERE {condition} ORDER BY {order}""",
    "conversation",
    "s",
    "s.updated_ms",
    "s.updated_ms DESC, s.id DESC",
)

_NOTES = _Source(
    """SELECT c.id AS case_id, c.updated_ms AS found_ms, s.body AS text,
    0 AS is_on_picture, 0 AS is_title, 0 AS is_replaced, '' AS digest, 0 AS message_id
    FROM {source} JOIN conversation c ON c.id = s.id WHERE {condition} ORDER BY {order}""",
    "note",
    "c",
    "c.updated_ms",
    "c.updated_ms DESC, c.id DESC",
)


def _hits(
    db: Database,
    source: _Source,
    query: CaseQuery,
    narrowed: _Filter,
    terms: tuple[QueryTerm, ...],
    is_best: bool,
) -> Iterator[Row]:
    """Yield rows whose text holds all terms and that the filters let through. Reads no further than it is asked."""
    conditions = ["instr(s.search, ?) > 0"] * len(narrowed.pieces)
    values: list[str | int] = list(narrowed.pieces)
    origin, row, order = f"{source.table} s", "s.id", source.newest_first
    if narrowed.match:
        # CROSS JOIN keeps the index outside: it gives its rows newest first without a sort
        origin, row = f"{source.table}_fts f CROSS JOIN {source.table} s ON s.id = f.rowid", "f.rowid"
        conditions.insert(0, f"{source.table}_fts MATCH ?")
        values.insert(0, narrowed.match)
        if is_best:
            order = "f.rank"
    further, given = conditions_of(query, source.case, source.moment)
    condition = " AND ".join([*conditions, *further]) or "true"
    sql = source.statement.format(source=origin, condition=condition, order=order.format(row=row))
    with closing(db.execute(sql, [*values, *given])) as cursor:
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
        is_open_end = term.is_open_end and len(term.tokens) > 1
        is_wide = is_open_end and words.has_many_beginning_with(db, term.tokens[-1])
        if is_wide:  # to follow each of them in the index takes longer than to look into the rows that hold the rest
            pieces.append(" ".join(term.tokens))
        if not term.is_open_start:
            closed = term.tokens[:-1] if is_wide else term.tokens
            matches.append(_phrase(closed, is_open_end=term.is_open_end and not is_wide))
            continue
        first, *rest = term.tokens
        fitting = words.holding(db, first, only_at_end=bool(rest) or not term.is_open_end, most=_MOST_WORDS + 1)
        if not fitting:
            return _Filter("", (), is_hopeless=True)
        if len(fitting) > _MOST_WORDS:
            pieces.append(" ".join(term.tokens))
            continue
        rest = rest[:-1] if is_wide else rest
        phrases = (_phrase((word, *rest), is_open_end=is_open_end and not is_wide) for word in fitting)
        matches.append("(" + " OR ".join(phrases) + ")")
    return _Filter(" AND ".join(matches), tuple(pieces))


def _phrase(tokens: Sequence[str], *, is_open_end: bool) -> str:
    """Tokens hold letters and digits alone, so nothing in them can end the quotation."""
    return '"' + " ".join(tokens) + '"' + (" *" if is_open_end else "")


def _age(row: Row) -> tuple[int, int]:
    return -row["found_ms"], -row["message_id"]


def _worth(row: Row, terms: tuple[QueryTerm, ...]) -> tuple[float, int]:
    """Tell how well a text fits: whole words before parts, titles before text, short texts before long; then newest."""
    form = search_text.normalised(row["text"])
    worth = sum(_worth_of(form, term) for term in terms) / math.log(len(form) + 20)
    return worth * (_TITLE_WORTH if row["is_title"] else 1), row["found_ms"]


def _worth_of(form: str, term: QueryTerm) -> float:
    start = form.find(term.needle)
    times, whole = 0, False
    while start >= 0 and times < _MOST_TIMES:
        end = start + len(term.needle)
        whole = whole or not (form[start - 1 : start].isalnum() or form[end : end + 1].isalnum())
        times += 1
        start = form.find(term.needle, end)
    return math.log1p(times) + (_WHOLE_WORTH if whole else 0)


def _hit(case: Conversation, first_message: int, row: Row, terms: tuple[QueryTerm, ...]) -> SearchHit:
    snippet, highlights = snippet_of(row["text"], terms) if terms else ("", ())
    is_on_picture, is_replaced = bool(row["is_on_picture"]), bool(row["is_replaced"])
    picture = row["digest"] or case.picture
    return SearchHit(case, row["message_id"] or first_message, snippet, highlights, is_on_picture, is_replaced, picture)
