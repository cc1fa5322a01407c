"""What rows with a dash or a plus, and rows of "Trong đó" and "Chia ra", stand under."""

import re
from collections.abc import Sequence

from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.branch import Branch
from tracker.office_form.lines import FormLine
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.marks import numbers_in

_OF_PEOPLE = re.compile(vocabulary.SOME_OF_PEOPLE)
_DEEPER = {("-", "+"), ("*", "-"), ("*", "+"), ("+", "*")}  # signs in the order in which offices use them


def bullet_place(open_rows: Sequence[Branch], branch: Branch) -> Branch | None:
    """What a row with a sign before it stands under: beside the open row with the same sign, else under the last one."""
    sign = branch.line.bullet
    for row in reversed(open_rows):
        if sign in {row.line.bullet, row.line.inner_bullet}:
            branch.goes_on = row.goes_on or bool(row.line.inner_bullet)
            return row.above
        names_part = row.line.is_among and not row.line.is_among_alone and not row.line.bullet
        if names_part or row.goes_on:
            outer = _with_sign(open_rows, sign)
            if outer and branch.line.indent <= outer.line.indent:
                continue
            branch.goes_on = True
            if names_part and not row.line.inner_bullet:
                branch.why.append(Reason(Guess.AMONG_GOES_ON))
            return row.above
        if not row.line.bullet:
            outer = None if row.number else _with_sign(open_rows, sign)
            if outer and branch.line.indent <= outer.line.indent:
                continue
            return row
        if not _with_sign(open_rows, sign):
            if (row.line.bullet, sign) in _DEEPER:
                return row
            branch.why.append(Reason(Guess.SIGN_UNDER, {"above": row.line.label}))
            return row if row.line.unit == branch.line.unit else row.above
    return None


def _with_sign(open_rows: Sequence[Branch], sign: str) -> Branch | None:
    return next((row for row in reversed(open_rows) if sign in {row.line.bullet, row.line.inner_bullet}), None)


def among_place(
    open_rows: Sequence[Branch], branch: Branch, following: FormLine | None, later: FormLine | None
) -> Branch | None:
    """What a row of "Trong đó" or "Chia ra" stands under; `later` is the next row that is none of the parts."""
    top = open_rows[-1]
    if branch.line.is_among_alone and following and following.bullet:
        return _before_signs(open_rows, following.bullet)
    alike = [o for o in open_rows if o.line.is_among and o.line.is_among_alone == branch.line.is_among_alone]
    if alike and alike[-1].line.indent == branch.line.indent and (alike[-1] is top or branch.line.is_among_alone):
        return alike[-1].above
    among = next((row for row in reversed(open_rows) if row.line.is_among and not row.line.is_among_alone), None)
    among = top if top.goes_on else among
    if among and among.line.indent >= branch.line.indent and not (top.number and top is not among):
        branch.why.append(Reason(Guess.AMONG_WHICH))
        return among.above
    if top.line.bullet or (top.above and top.line.indent > branch.line.indent):
        branch.why.append(Reason(Guess.AMONG_WHICH))
    return _of_one_or_all(branch, top, later)


def _before_signs(open_rows: Sequence[Branch], sign: str) -> Branch | None:
    """What a heading over rows with a sign stands under: what rows with that sign stand under already, else the last row."""
    before = _with_sign(open_rows, sign)
    if before is None:
        alone = [row for row in open_rows if row.line.is_among_alone and not row.under]
        return alone[-1].above if alone and alone[-1] is open_rows[-1] else open_rows[-1]
    above = before.above
    while above is not None and above.line.is_among_alone and not above.number:
        above = above.above
    return above


def _of_one_or_all(branch: Branch, top: Branch, later: FormLine | None) -> Branch:
    """The row just above, or the one that it ends the parts of: "Trong đó: nữ" after 1.1, 1.2 and 1.3 may be of 1."""
    beside = top.above.under if top.above else []
    if len(beside) < 2 or top.under or top.line.bullet or top.above is None or branch.line.is_among_alone:  # noqa: PLR2004
        return top
    if top.above.line.unmeasured or top.above.line.unit != branch.line.unit:
        return top
    if not top.number and (not top.above.number or top.line.is_among):
        return top
    if any(other.line.bare == branch.line.bare for row in beside for other in row.under):
        return top
    if later is not None and _goes_on(top, later):
        return top
    if not any(reason.kind is Guess.AMONG_WHICH for reason in branch.why):
        branch.why.append(Reason(Guess.AMONG_WHICH))
    named = re.sub(r"^\W*trong (do|so do)\W*", "", fold(branch.line.bare))
    return top.above if _OF_PEOPLE.fullmatch(named) and top.above.line.unit == branch.line.unit else top


def _goes_on(top: Branch, following: FormLine) -> bool:
    if not top.number:
        return not following.mark and not following.full
    last = top.number[-1]
    return any(
        len(number) == len(top.number) and number[-1].script == last.script and number[-1].value == last.value + 1
        for number in numbers_in(following.mark)
    )
