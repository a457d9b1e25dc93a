"""Search over fixes in every state: any substring, as in cases; titles first, then those used last."""

from __future__ import annotations

from collections.abc import Callable

from engine.domain import search_text
from engine.domain.case_query import CaseQuery
from engine.domain.knowledge import CannedFix, FixHit, FixState, without_pictures
from engine.domain.search_text import searchable
from engine.store.case_file import CaseFile, Row
from engine.store.snippets import snippet_of
from engine.store.sqlcipher import Database

_ORDER = (
    """ORDER BY (SELECT max(used_ms) FROM fix_use u WHERE u.uid = s.uid) DESC, s.saved_ms DESC, s.uid, s.language"""
)


def searched_text(fix: CannedFix) -> str:
    """Return what of a fix is looked through, its title first."""
    lists = (*fix.tags, *fix.error_codes, *fix.symptoms)
    parts = (fix.title, without_pictures(fix.body), fix.shortcut, fix.category, fix.product, *lists)
    return "\n".join(part for part in parts if part)


def find_fixes(file: CaseFile, typed: str, limit: int, fix_of: Callable[[Row], CannedFix]) -> list[FixHit]:
    """Return at most `limit` fixes that hold every part of a query; none where it has filters: those are of cases."""
    query = CaseQuery.parse(typed)
    terms = search_text.query_terms(query.text)
    if limit < 1 or not terms or query.has_filters:
        return []
    pieces = [" ".join(term.tokens) for term in terms if term.tokens]
    condition = " AND ".join("instr(s.search, ?) > 0" for _ in pieces) or "true"
    rows = file.rows(f"SELECT s.* FROM fix s WHERE {condition} {_ORDER}", *pieces)  # noqa: S608 - our own words
    fixes = [fix for fix in map(fix_of, rows) if search_text.contains(searched_text(fix), terms)]
    fixes.sort(key=lambda fix: (not search_text.contains(fix.title, terms), fix.state is FixState.RETIRED))
    return [_hit(fix, terms) for fix in fixes[:limit]]


def is_every_fix_indexed(db: Database) -> bool:
    """Whether none still lacks its search column; in a file of before schema 8 there is none to lack."""
    return not _has_column(db) or not db.execute("SELECT 1 FROM fix WHERE search = '' LIMIT 1").fetchall()


def _has_column(db: Database) -> bool:
    return any(column["name"] == "search" for column in db.query("PRAGMA table_info(fix)"))


def index_fixes(db: Database, fix_of: Callable[[Row], CannedFix]) -> None:
    """Make the search column anew, where there is one; call it inside a transaction."""
    if not _has_column(db):
        return
    for row in list(db.query("SELECT * FROM fix")):
        values = (searchable(searched_text(fix_of(row))), row["uid"], row["language"])
        db.execute("UPDATE fix SET search = ? WHERE uid = ? AND language = ?", values)


def _hit(fix: CannedFix, terms: tuple[search_text.QueryTerm, ...]) -> FixHit:
    if search_text.contains(fix.title, terms):
        return FixHit(fix, "")
    whole = searched_text(fix)
    return FixHit(fix, *snippet_of(whole.partition("\n")[2], terms))
