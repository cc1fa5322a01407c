"""Columns that compare: with which column, and by which formula where the titles alone say it."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from tracker.forms.row import Adding, ColumnRole, Kind
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_table.drafts import Draft
from tracker.office_table.role_words import kind_of
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary

_OF_PLAN, _OF_BEFORE = re.compile(vocabulary.OF_PLAN), re.compile(vocabulary.OF_BEFORE)
_DIFFERENCE, _GROWTH, _SHARE = (re.compile(w) for w in (vocabulary.DIFFERENCE, vocabulary.GROWTH, vocabulary.SHARE))
_PER_CENT = re.compile(vocabulary.IN_PER_CENT)
_IDLE = {"so", "sanh", "voi", "nam", "thang", "ss", "%", "ty", "le", "thuc", "hien", "uoc"}


class _Compared(NamedTuple):
    """A column that a title speaks of, and whether it is the only one."""

    draft: Draft
    sure: bool


def compared(figures: Sequence[Draft]) -> None:
    """Say of each comparison what it is of; one that has nothing before it is asked."""
    for place, draft in enumerate(figures):
        if draft.role is not ColumnRole.COMPARISON or draft.column.formula:
            continue
        before = [other for other in figures[:place] if other.role is not ColumnRole.COMPARISON]
        if before:
            _compare(draft, before)
        else:
            draft.settle(role=ColumnRole.NOW, kind=Kind.RATE if kind_of(draft.titled) is Kind.RATE else None)


def compare_by_crosses(figures: Sequence[Draft], crossed: Sequence[AbstractSet[str]]) -> None:
    """Where it is open what a share is of: the one column that is crossed out in no row in which the share is filled."""
    for draft in figures:
        open_rows = [row for row in crossed if row and draft.column.key not in row]
        unsure = draft.role is ColumnRole.COMPARISON and any(why.kind is Guess.COMPARED_WITH_UNKNOWN for why in draft.why)
        if not unsure or not any(draft.column.key in row for row in crossed):
            continue
        asked = [other for other in figures if other.role in {ColumnRole.NOW, ColumnRole.PART, ColumnRole.COMPUTED}]
        filled = [other for other in asked if not any(other.column.key in row for row in open_rows)]
        plans = [other for other in figures if other.role is ColumnRole.PLAN and _OF_PLAN.fullmatch(_sides(draft)[1])]
        if len(filled) == 1 < len(asked) and open_rows:
            draft.settle(of=filled[0].column.key)
            draft.why = [Reason(Guess.COMPARED_WITH_UNKNOWN, {"of": " > ".join(filled[0].column.title)})]
            if len(plans) == 1 and _sign(draft) == "/":
                draft.settle(formula=f"{filled[0].column.key} / {plans[0].column.key}", kind=Kind.RATE, adding=Adding.RECKONED)
                draft.why = [Reason(Guess.COMPARED_IN_PER_CENT, {"of": " > ".join(filled[0].column.title)})]


def _compare(draft: Draft, before: Sequence[Draft]) -> None:
    left, right = _sides(draft)
    against = [
        other for other in before if other.role is (ColumnRole.PLAN if _OF_PLAN.fullmatch(right) else ColumnRole.BEFORE)
    ]
    named = bool(right) and bool(_OF_PLAN.fullmatch(right) or _OF_BEFORE.fullmatch(right)) and bool(against)
    base = _base(before, draft, left if named else "")
    draft.settle(of=base.draft.column.key)
    other = _best(_near(_alike(against, draft), base.draft), right) if named else None
    sign = _sign(draft)
    if other and other.sure and base.sure and sign and other.draft is not base.draft:
        draft.settle(formula=f"{base.draft.column.key} {sign} {other.draft.column.key}")
        if sign == "/" and not _PER_CENT.search(fold(" ".join(draft.titled.path))):
            draft.why.append(Reason(Guess.COMPARED_IN_PER_CENT, {"of": " > ".join(base.draft.column.title)}))
    elif base.sure and sign == "/" and (whole := _whole_of_share(draft, base.draft, before)):
        draft.settle(formula=f"{base.draft.column.key} / {whole.column.key}")
        draft.why.append(Reason(Guess.COMPARED_IN_PER_CENT, {"of": " > ".join(base.draft.column.title)}))
    else:
        reason = Guess.COMPARED_WITH_UNKNOWN
        draft.why.append(Reason(reason, {"of": " > ".join(base.draft.column.title)}))


def _whole_of_share(draft: Draft, part: Draft, before: Sequence[Draft]) -> Draft | None:
    """The whole of the part that a share names and nothing else: "Số mẫu không đạt" for "Tỷ lệ % không đạt"."""
    name = fold(draft.titled.name)
    named = set(re.findall(r"\w+", re.sub(r"^(ty|ti) le", "", name))) - _IDLE
    alone = re.match(r"(ty|ti) le\b", name) and named and named <= set(re.findall(r"\w+", fold(part.titled.name)))
    return next(
        (other for other in before if alone and part.role is ColumnRole.PART and other.column.key == part.column.of), None
    )


def _sides(draft: Draft) -> tuple[str, str]:
    """What is compared and with what, as far as the titles say: "TH/KH", "Tháng 6 so với tháng 5", "Đạt % kế hoạch"."""
    words = fold(" ".join(re.sub(r"\(\s?%\s?\)", "", title) for title in draft.titled.path))
    for sign in (" so voi ", "/"):
        left, found, right = words.rpartition(sign)
        if found and right.strip():
            return left, right
    name = next((fold(title) for title in reversed(draft.titled.path) if _OF_PLAN.fullmatch(fold(title))), "")
    return ("", name) if name else ("", words)


def _sign(draft: Draft) -> str:
    """The sign of a ratio in per cent or of a difference; "" for growth in per cent, which is neither, and if none is said."""
    words = fold(" ".join(draft.titled.path))
    is_rate = "%" in words or bool(re.search(r"\bty le\b", words))
    differs = any(_DIFFERENCE.match(fold(title)) for title in draft.titled.path)
    if differs or _GROWTH.fullmatch(words):
        return "-" if differs and not is_rate else ""
    return "/" if _SHARE.fullmatch(words) else ""


def _base(before: Sequence[Draft], draft: Draft, left: str) -> _Compared:
    """What is compared: a figure under the same title, else what is asked now and named most like it."""
    path = draft.titled.anchors[:-1]
    beside = [other for other in before if path and other.titled.anchors[: len(path)] == path]
    asked = [other for other in beside if other.role in {ColumnRole.NOW, ColumnRole.PART, ColumnRole.COMPUTED}]
    if beside:
        return _best(asked or beside, left) if left else _Compared((asked or beside)[-1], sure=True)
    named = _named_like(
        draft, [other for other in before if other.role in {ColumnRole.NOW, ColumnRole.PART, ColumnRole.COMPUTED}]
    )
    if named and not left:
        return _Compared(named, sure=True)
    now = [
        other
        for other in before
        if other.role is ColumnRole.NOW or (other.role is ColumnRole.COMPUTED and not other.column.of)
    ]
    alike = _alike(now, draft)
    if not left and before[-1].role in {ColumnRole.NOW, ColumnRole.PART} and len(alike) != 1:
        return _Compared(before[-1], sure=False)
    return _best(alike or list(before), left)


def _named_like(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The one figure of which a share's title speaks: "Số hộ nghèo" for "Tỷ lệ hộ nghèo"; None if none or several do."""
    wanted = _tokens(fold(draft.titled.name))
    scores = [(len(wanted & _tokens(fold(other.titled.name))), other) for other in drafts]
    best = max((score for score, _ in scores), default=0)
    found = [other for score, other in scores if score == best]
    return found[0] if best > 1 and len(found) == 1 else None


def _alike(drafts: Sequence[Draft], draft: Draft) -> list[Draft]:
    """Those with the same lowest title, where the comparison stands under titles like theirs; else all."""
    same = [other for other in drafts if fold(other.titled.name) == fold(draft.titled.name)]
    return same or list(drafts)


def _near(drafts: Sequence[Draft], base: Draft) -> Sequence[Draft]:
    """Those under the same title as the column that is compared, if there are any."""
    path = base.titled.anchors[:1] if len(base.titled.anchors) > 1 else ()
    return [other for other in drafts if path and other.titled.anchors[:1] == path] or drafts


def _tokens(words: str) -> set[str]:
    """The words that tell columns apart, and each pair of words that stand together."""
    found = re.findall(r"\w+", words)
    return {word for word in found if word not in _IDLE} | {f"{one} {other}" for one, other in pairwise(found)}


def _best(drafts: Sequence[Draft], words: str) -> _Compared:
    """The column whose titles share most words with these."""
    wanted = _tokens(words)
    scores = [len(wanted & _tokens(fold(" ".join(other.titled.path)))) for other in drafts]
    best = max(scores)
    place = max(place for place, score in enumerate(scores) if score == best)
    return _Compared(drafts[place], sure=scores.count(best) == 1)
