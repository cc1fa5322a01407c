"""What holds between the columns of a table: printed formulas, parts and wholes, shares, and what is cumulated."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tracker.forms.relations import Evidence, FormRelation, over_columns
from tracker.forms.row import ColumnRole, Kind
from tracker.forms.rules import parse_formula
from tracker.kernel.grids import SheetPlace
from tracker.kernel.names import fold
from tracker.office_table.breakdowns import divides_fully, is_whole_division
from tracker.office_table.code_formulas import ways_of
from tracker.office_table.column_keys import bare_code
from tracker.office_table.drafts import Draft
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary

_ALL_PARTS, _DIVIDES = re.compile(vocabulary.ALL_PARTS), re.compile(vocabulary.DIVIDES)
_CUMULATED = re.compile(vocabulary.CUMULATED)
_HOUSEHOLDS, _PERSONS = re.compile(vocabulary.HOUSEHOLDS), re.compile(vocabulary.PERSONS)
_SHARE = re.compile(r"(ty|ti) le\b")
_ASKED = {ColumnRole.NOW, ColumnRole.PART, ColumnRole.COMPUTED}
_FEWEST = 2  # columns that may be all parts


def column_relations(drafts: Sequence[Draft]) -> list[FormRelation]:
    """Every relation that the head shows, each once; drafts are settled."""
    by_key = {draft.column.key: draft for draft in drafts}
    found = [*_printed(drafts), *_parts(drafts, by_key), *_groups(drafts), *_shares(drafts, by_key), *_cumulated(drafts)]
    found += [*_parts_of_two(drafts), *_crossed(drafts), *_households(drafts), *_what_leaves(drafts, by_key)]
    first: dict[str, FormRelation] = {}
    for relation in found:
        first.setdefault(relation.text, relation)
    return list(first.values())


def _printed(drafts: Sequence[Draft]) -> Iterator[FormRelation]:
    keys = {bare_code(draft.titled.code): draft.column.key for draft in drafts if draft.titled.code}
    for draft in drafts:
        ways = ways_of(draft.titled.code, keys) if draft.role not in {ColumnRole.TEXT, ColumnRole.NOTE} else []
        formula = draft.column.formula
        if formula and formula not in ways:
            by_file = any(reason.kind is Guess.FORMULA_OF_CELLS for reason in draft.why)
            compared = draft.role is ColumnRole.COMPARISON
            source = Evidence.FILE if by_file else Evidence.COMPARED if compared else Evidence.TOTAL
            yield FormRelation(over_columns(draft.column.key, formula), source)
        if formula:
            yield from (
                FormRelation(over_columns(draft.column.key, way), Evidence.CODES)
                for way in ways
                if " / " not in way or way == formula
            )


def _parts(drafts: Sequence[Draft], by_key: Mapping[str, Draft]) -> Iterator[FormRelation]:
    """Parts are at most their whole; all of them make it up where the title over them says so."""
    divisions: dict[tuple[str, SheetPlace | None], list[Draft]] = {}
    for draft in drafts:
        doubted = any(reason.kind is Guess.PART_OF_WHICH for reason in draft.why)
        if draft.role is ColumnRole.PART and draft.column.of in by_key and not doubted:
            whole = by_key[draft.column.of].titled
            level = _level(draft.titled.anchors, whole.anchors)
            anchor = draft.titled.anchors[level] if level < len(draft.titled.anchors) - 1 else None
            divisions.setdefault((draft.column.of, anchor), []).append(draft)
    for (of, anchor), parts in divisions.items():
        whole_draft = by_key[of]
        level = _level(parts[0].titled.anchors, whole_draft.titled.anchors)
        said = fold(parts[0].titled.path[level])
        grouped = anchor is not None and len(parts) >= _FEWEST and all(len(p.titled.path) == level + 2 for p in parts)
        words = bool(_ALL_PARTS.match(said) or (_DIVIDES.fullmatch(said) and grouped))
        if len(parts) >= _FEWEST and (is_whole_division([p.titled for p in parts]) or (grouped and words)):
            if not whole_draft.column.formula:
                yield FormRelation(f"[{of}] = {' + '.join(f'[{p.column.key}]' for p in parts)}", Evidence.DIVIDED)
            continue
        for part in parts:
            if part.column.key not in {cell.row for cell in _terms(whole_draft)}:
                yield FormRelation(f"[{part.column.key}] <= [{of}]", Evidence.AMONG)


def _terms(draft: Draft) -> tuple:  # type: ignore[type-arg]
    return parse_formula(draft.column.formula).over if draft.column.formula else ()


def _level(one: Sequence[object], other: Sequence[object]) -> int:
    """The first level at which two paths part."""
    level = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return min(level, len(one) - 1)


def _groups(drafts: Sequence[Draft]) -> Iterator[FormRelation]:
    """The women of all are those of the public and of the private schools."""
    figures = [draft for draft in drafts if draft.role in _ASKED]
    for draft in figures:
        titled = draft.titled
        if len(titled.path) < 2 or draft.column.formula:  # noqa: PLR2004 - a title over its own
            continue
        twins = [
            other
            for other in figures
            if other.titled.column > titled.column
            and other.titled.anchors[0] != titled.anchors[0]
            and [fold(title) for title in other.titled.path[1:]] == [fold(title) for title in titled.path[1:]]
        ]
        names = [other.titled for other in figures]
        if len(twins) >= _FEWEST and divides_fully(names, twins[0].titled, 0) and fold(titled.path[0]).startswith("tong"):
            yield FormRelation(f"[{draft.column.key}] = {' + '.join(f'[{t.column.key}]' for t in twins)}", Evidence.TOTAL)


def _parts_of_two(drafts: Sequence[Draft]) -> Iterator[FormRelation]:
    """The women of the minorities are at most the women, and at most those of the minorities."""
    parts = [draft for draft in drafts if draft.role is ColumnRole.PART]
    for draft in parts:
        beside = [o for o in parts if o.column.of == draft.column.of and o.titled.anchors[:-1] == draft.titled.anchors[:-1]]
        for other in beside:
            words, fewer = set(_people(draft)), set(_people(other))
            if other is not draft and fewer < words and len(beside) > _FEWEST:
                yield FormRelation(f"[{draft.column.key}] <= [{other.column.key}]", Evidence.AMONG)


def _crossed(drafts: Sequence[Draft]) -> Iterator[FormRelation]:
    """Groups of the same titles after their totals: the foreign dead are at most the dead, and at most the foreign."""
    groups: dict[tuple[SheetPlace, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.role in {ColumnRole.NOW, ColumnRole.PART} and len(draft.titled.path) > 1:
            groups.setdefault(tuple(draft.titled.anchors[:-1]), []).append(draft)
    begun = [group for group in groups.values() if fold(group[0].titled.name).startswith("tong") and len(group) >= _FEWEST]
    for whole in begun:
        for group in begun:
            if group[0].role is not ColumnRole.PART or group[0].column.of != whole[0].column.key:
                continue
            for part, of in zip(group[1:], whole[1:], strict=False):
                if fold(part.titled.name) == fold(of.titled.name) and part.column.kind is of.column.kind:
                    yield FormRelation(f"[{part.column.key}] <= [{of.column.key}]", Evidence.AMONG)
                    yield FormRelation(f"[{part.column.key}] <= [{group[0].column.key}]", Evidence.AMONG)


def _people(draft: Draft) -> list[str]:
    return re.findall(r"\bnu\b|dan toc", fold(draft.titled.name)) or [draft.column.key]


def _households(drafts: Sequence[Draft]) -> Iterator[FormRelation]:
    """A household has a member at least."""
    figures = [draft for draft in drafts if draft.role in _ASKED]
    homes = [draft for draft in figures if _HOUSEHOLDS.fullmatch(_last_word(draft))]
    for home in homes:
        near = [o for o in figures if o.titled.anchors[:-1] == home.titled.anchors[:-1] and _PERSONS.fullmatch(_last_word(o))]
        if len(near) == 1:
            yield FormRelation(f"[{home.column.key}] <= [{near[0].column.key}]", Evidence.HOUSEHOLDS)


def _last_word(draft: Draft) -> str:
    return re.sub(r"\s*\(.*?\)", "", fold(draft.titled.name)).strip()


def _what_leaves(drafts: Sequence[Draft], by_key: Mapping[str, Draft]) -> Iterator[FormRelation]:
    """Of things that are counted no more can leave than there were."""
    for draft in drafts:
        terms = re.findall(r"(^|[-+] )(\w+)", draft.column.formula)
        leaving = [key for sign, key in terms[1:] if sign == "- "]
        after_first = [sign for sign, _ in terms[1 : len(leaving) + 1]]
        counted = all(key in by_key and by_key[key].column.kind is Kind.COUNT for _, key in terms)
        if len(leaving) >= _FEWEST and set(after_first) == {"- "} and counted and " / " not in draft.column.formula:
            yield FormRelation(f"{' + '.join(f'[{key}]' for key in leaving)} <= [{terms[0][1]}]", Evidence.CODES)


def _shares(drafts: Sequence[Draft], by_key: Mapping[str, Draft]) -> Iterator[FormRelation]:
    """What a share is of is at most the whole; a comparison with a plan or with before may be more."""
    for draft in drafts:
        part, slash, whole = draft.column.formula.partition(" / ")
        if not slash or not _SHARE.match(fold(draft.titled.name)) or not {part, whole} <= by_key.keys():
            continue
        roles = {by_key[part].role, by_key[whole].role}
        kinds = {by_key[part].column.kind, by_key[whole].column.kind}
        if roles <= _ASKED and kinds == {Kind.COUNT}:
            yield FormRelation(f"[{part}] <= [{whole}]", Evidence.RATE)


def _cumulated(drafts: Sequence[Draft]) -> Iterator[FormRelation]:
    """What is of the period is at most what is cumulated since the beginning of the year."""
    figures = [draft for draft in drafts if draft.role in _ASKED and draft.column.kind is not Kind.RATE]
    cumulated = [draft for draft in figures if any(_CUMULATED.match(fold(title)) for title in draft.titled.path)]
    for whole in cumulated:
        others = [draft for draft in figures if draft not in cumulated and draft.titled.column < whole.titled.column]
        tail = [fold(title) for title in whole.titled.path if not _CUMULATED.match(fold(title))]
        alike = [o for o in others if _is_same_of_period(o, tail)]
        if len(alike) == 1:
            yield FormRelation(f"[{alike[0].column.key}] <= [{whole.column.key}]", Evidence.CUMULATED)


def _is_same_of_period(draft: Draft, tail: Sequence[str]) -> bool:
    path = [fold(title) for title in draft.titled.path]
    if tail:
        return len(path) > 1 and [title for title in path[1:] if not title.startswith("tong")] == list(tail)
    return len(path) == 1 and draft.role is not ColumnRole.PART
