"""The parts of a form, by which it is shown, asked and talked about: its sections, or what comes nearest to them."""

from collections.abc import Mapping, Sequence

from tracker.forms.row import Kind, Row

_WHOLE = ""  # the key of the part that is the form itself
_FEWEST = 2  # parts that are worth their names


def part_of_each(rows: Sequence[Row], name: str) -> dict[str, Row]:
    """The part in which each row stands, by the row's key, in printed order; the row itself for one that opens a part.

    Parts are the sections, each down to the next; in a form without any, the rows that others stand under and that stand
    under none. Whatever is in no such part is in one with the key "": that is the whole
    form, under its `name`, where there are no others, and has no label beside others.
    """
    whole, others = Row(_WHOLE, "", name, "", Kind.SECTION), Row(_WHOLE, "", "", "", Kind.SECTION)
    if any(row.kind is Kind.SECTION for row in rows):
        return _by_sections(rows, others)
    by_key = {row.key: row for row in rows}
    above = {row.parent for row in rows if row.parent in by_key}
    tops = {row.key: _top(by_key, row) for row in rows}
    opening = {top.key for top in tops.values() if top.key in above}
    if len(opening) < _FEWEST:
        return dict.fromkeys(by_key, whole)
    return {key: top if top.key in opening else others for key, top in tops.items()}


def _by_sections(rows: Sequence[Row], others: Row) -> dict[str, Row]:
    found, section = {}, others
    for row in rows:
        section = row if row.kind is Kind.SECTION else section
        found[row.key] = section
    return found


def _top(by_key: Mapping[str, Row], row: Row) -> Row:
    seen = {row.key}
    while row.parent in by_key and row.parent not in seen:
        row = by_key[row.parent]
        seen.add(row.key)
    return row


def path_of(by_key: Mapping[str, Row], row: Row) -> list[Row]:
    """The rows that a row stands under, from the top down."""
    path: list[Row] = []
    while row.parent in by_key and by_key[row.parent] not in path:
        row = by_key[row.parent]
        path.insert(0, row)
    return path
