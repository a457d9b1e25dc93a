"""The filters of a query as conditions of SQL."""

from __future__ import annotations

from engine.domain.case_query import CaseQuery
from engine.domain.filing import SEPARATOR, folder_key
from engine.domain.search_text import searchable

Conditions = tuple[list[str], list[str | int]]

_SHOWN_IN = "FROM message fm JOIN message_picture fp ON fp.message_id = fm.id"


def conditions_of(query: CaseQuery, case: str, moment: str) -> Conditions:
    """Return conditions and their values: on what the statement calls `case`, and on the `moment` of what is found."""
    conditions: list[str] = []
    values: list[str | int] = []

    def add(condition: str, *given: str | int) -> None:
        conditions.append(condition)
        values.extend(given)

    for tag in query.tags:
        is_tag = f"SELECT 1 FROM tag ft WHERE ft.conversation_id = {case}.id"  # noqa: S608 - our own words
        form = searchable(tag)
        if form:  # whole, or its beginning: tokens hold no `%` or `_`
            add(f"EXISTS ({is_tag} AND (ft.search = ? OR ft.search LIKE ? || '%'))", form, form)
        else:
            add(f"EXISTS ({is_tag} AND ft.name = ?)", tag)
    if query.has_picture:
        add(f"EXISTS (SELECT 1 {_SHOWN_IN} WHERE fm.conversation_id = {case}.id)")
    for name in query.applications:
        shown = f"{_SHOWN_IN} JOIN picture fq ON fq.id = fp.picture_id WHERE fm.conversation_id = {case}.id"
        add(f"EXISTS (SELECT 1 {shown} AND instr(lower(fq.application), ?) > 0)", name.lower())
    for name in query.fixes:
        cited = f"FROM message fm JOIN citation fc ON fc.message_id = fm.id WHERE fm.conversation_id = {case}.id"
        fits = "(lower(fc.fix_uid) = ? OR instr(lower(fc.title), ?) > 0)"
        add(f"EXISTS (SELECT 1 {cited} AND {fits})", name.lower(), name.lower())
    for name in query.folders:
        add(f"instr('{SEPARATOR}' || {case}.folder_key, ?) > 0", SEPARATOR + folder_key(name))
    for column, is_wanted in (("archived", query.is_archived), ("pinned", query.is_pinned), ("held", query.is_held)):
        if is_wanted or (is_wanted is False and column == "archived"):
            add(f"{case}.{column} = {int(is_wanted)}")
    if query.before_ms is not None:
        add(f"{moment} < ?", query.before_ms)
    if query.after_ms is not None:
        add(f"{moment} >= ?", query.after_ms)
    return conditions, values
