"""What each row stands under: read from its number, its look and its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.blank_form.uncertain import Uncertain
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.among import among_place, bullet_place
from tracker.office_form.branch import Branch, RowLook
from tracker.office_form.lines import FormLine
from tracker.office_form.regroup import regroup
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.marks import Number, NumberStep, numbers_in
from tracker.printed_sheet.units import unit_in

_BESIDE = re.compile(vocabulary.BESIDE)
_AMONG_WORDS = re.compile(r"^\W*(trong|tr?)\.?\s?đó\W*", re.IGNORECASE)
_SUM_OF = re.compile(r"(tong( so| cong)?|cong)\s+(?P<what>\S.*)")
_SUM_OF_NUMBER = re.compile(r"(tong|cong)( so| cong)? (muc |phan )?(?P<number>[ivx]+|[a-h]|\d+)")
_OVER_ALL = re.compile(vocabulary.OVER_ALL)


def outline(lines: Sequence[FormLine], *, flat: bool = False) -> list[Branch]:
    """Every line with its place. `flat`: the rows are units, and none stands under another but in groups."""
    growing = _Growing(flat=flat)
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        later = next((other for other in lines[place + 1 :] if not (other.bullet or other.is_among)), None)
        growing.add(line, (following, later), is_first=place == 0)
    regroup(growing.branches)
    _doubt_remainders(growing.branches)
    return growing.branches


class _Above(NamedTuple):
    """What a row is found to stand under; None for the top."""

    above: Branch | None


@dataclass
class _Growing:
    flat: bool
    branches: list[Branch] = field(default_factory=list)
    open: list[Branch] = field(default_factory=list)  # from the top to the last line
    last: dict[str, Number] = field(default_factory=dict)  # by script, the last number of a single counter
    whole: Branch | None = None  # a total above all other rows

    def add(self, line: FormLine, after: tuple[FormLine | None, FormLine | None], *, is_first: bool) -> None:
        branch = Branch(line)
        if line.mark:
            self._add_numbered(branch, numbers_in(line.mark))
        elif line.bullet:
            self._put(branch, bullet_place(self.open, branch))
        elif is_first and (line.is_total or _is_over_all(line, after[0])):
            branch.is_whole = not line.is_total
            self._put(branch, None)
            self.whole = branch
        else:
            self._add_unnumbered(branch, after)
        self.branches.append(branch)

    def _put(self, branch: Branch, above: Branch | None) -> None:
        if above is None and self.whole and _in_other_unit(branch, self.whole):
            self.whole = None
        above = above or (self.whole if self.whole is not branch else None)
        while self.open and self.open[-1] is not above:
            self.open.pop()
        branch.above = branch.counted = above
        if above:
            above.under.append(branch)
        self.open.append(branch)
        if len(branch.number) == 1:
            self.last[branch.number[0].script] = branch.number

    def _add_numbered(self, branch: Branch, readings: Sequence[Number]) -> None:
        for check in (self._as_next, self._as_deeper, self._as_first, self._as_next_chapter, self._as_going_on):
            for reading in readings:
                branch.number = reading
                found = check(branch)
                if found is not None:
                    self._put(branch, found.above)
                    return
        branch.number = readings[0] if readings else ()
        branch.why.append(Reason(Guess.NUMBER_OUT_OF_ORDER, {"number": branch.line.mark}))
        alike = [o for o in self.open if _alike(o.number, branch.number)]
        self._put(branch, alike[-1].above if alike else self._holder(branch))

    def _as_next(self, branch: Branch) -> "_Above | None":
        """Beside an open row whose number it follows; one that looks alike before others."""
        before = [open_ for open_ in reversed(self.open) if _follows(open_.number, branch.number)]
        before.sort(key=lambda found: found.weight != branch.weight or found.line.indent != branch.line.indent)
        return _Above(before[0].above) if before else None

    def _as_deeper(self, branch: Branch) -> "_Above | None":
        """Under the open row whose number begins its own."""
        if len(branch.number) == 1:
            return None
        for open_ in reversed(self.open):
            if open_.number and _begins(open_, branch.number):
                if branch.number[-1].value != 1 and not _any_follow(open_.under, branch.number):
                    branch.why.append(Reason(Guess.NUMBER_OUT_OF_ORDER, {"number": branch.line.mark}))
                return _Above(open_)
        return None

    def _as_first(self, branch: Branch) -> "_Above | None":
        """Under the last row, where numbers begin again."""
        if any(step.value != 1 for step in branch.number[-1:]):
            return None
        if len(branch.number) > 1:
            if self.open and not branch.line.printed:
                branch.why.append(Reason(Uncertain.NO_ROW_ABOVE, {"missing": branch.line.mark.strip(".").rpartition(".")[0]}))
            return _Above(next((open_ for open_ in reversed(self.open) if not open_.number and open_.holds), None))
        holder = self._holder(branch)
        if holder and holder.number and not holder.holds and holder.number[0].script == branch.number[0].script:
            branch.why.append(Reason(Uncertain.NUMBER_TWICE, {"number": branch.line.mark, "above": holder.line.label}))
        return _Above(holder)

    def _as_next_chapter(self, branch: Branch) -> "_Above | None":
        """After 2.1 and 2.2 without a row 2: beside them."""
        for row in reversed(self.open):
            deep = len(row.number) > 1 and (row.above is None or not row.above.number)
            if deep and len(branch.number) == 1 and _follows(row.number[:1], branch.number):
                return _Above(row.above)
        return None

    def _as_going_on(self, branch: Branch) -> "_Above | None":
        """Under a new heading, where the numbers of the heading before go on."""
        last = self.last.get(branch.number[0].script, ()) if len(branch.number) == 1 else ()
        return _Above(self._holder(branch)) if _follows(last, branch.number) else None

    def _holder(self, branch: Branch) -> Branch | None:
        """The nearest open row that a numbered row can stand under."""
        for open_ in reversed(self.open):
            if open_.line.bullet or (not open_.number and not open_.holds and open_ is not self.whole):
                continue
            if open_.weight > branch.weight and open_ is not self.whole and not open_.number:
                continue
            return open_
        return None

    def _add_unnumbered(self, branch: Branch, after: tuple[FormLine | None, FormLine | None]) -> None:
        line, top = branch.line, self.open[-1] if self.open else None
        if top and top.line.full and not top.under and not line.full:
            self._put(branch, top)
        elif line.is_total and not line.is_among:
            self._put_total(branch)
        elif group := self._added_up_by(line):
            branch.adds_up = True
            branch.why.append(Reason(Guess.PART_ADDED_UP))
            self._put(branch, group)
        elif self.flat and not line.full and branch.weight >= RowLook.PLAIN:
            groups = [open_ for open_ in self.open if open_.weight < branch.weight]
            self._put(branch, groups[-1] if groups else None)
        elif line.is_among and top:
            self._put(branch, among_place(self.open, branch, *after))
        elif top and _is_beside(branch, top):
            self._put(branch, top.above)
        elif among := self._aligned_with(line):
            branch.goes_on = True
            self._put(branch, among.above)
        else:
            self._put(branch, self._by_look(branch))

    def _aligned_with(self, line: FormLine) -> Branch | None:
        """The open "Trong đó: ..." under whose words a line is set."""
        among = next((o for o in reversed(self.open) if o.line.is_among and not o.line.is_among_alone), None)
        return among if among and line.indent > among.line.indent else None

    def _added_up_by(self, line: FormLine) -> Branch | None:
        """The open group with rows that a row such as "Tổng số XN tại labo" at its end names once more; None for none."""
        found = _SUM_OF.fullmatch(fold(line.bare))
        words = set(re.findall(r"\w+", found["what"])) if found else set()
        for open_ in reversed(self.open):
            named = words & set(re.findall(r"\w+", fold(open_.line.bare)))
            parts = [row for row in open_.under if row.number]
            if len(parts) > 1 and len(named) * 2 >= len(words) > 0 and all(row.line.unit == line.unit for row in parts):
                return open_
        return None

    def _put_total(self, branch: Branch) -> None:
        if branch.line.is_subtotal:
            groups = [open_ for open_ in self.open if open_.under]
            named = _SUM_OF_NUMBER.fullmatch(fold(branch.line.bare))
            own = [group for group in groups if named and fold(group.line.mark).strip(" .)") == named["number"]]
            branch.adds_up = branch.adds_up or bool(own)
            branch.why += [] if own else [Reason(Guess.PART_ADDED_UP)]
            beside = own or groups
            return self._put(branch, beside[-1] if beside else None)
        return self._put(branch, None)

    def _by_look(self, branch: Branch) -> Branch | None:
        """The nearest open row that looks more like a heading, or stands further out."""
        for open_ in reversed(self.open):
            if open_ is self.whole:
                return open_
            if open_.line.bullet or open_.is_difference:
                continue
            further_out = open_.line.indent < branch.line.indent
            same_place = open_.line.indent == branch.line.indent
            if further_out or (same_place and open_.weight < branch.weight) or (same_place and _goes_on_with(open_, branch)):
                return open_
            if open_.line.is_among and same_place and open_.above and _leaves(branch, open_.above):
                branch.why.append(Reason(Guess.AMONG_WHICH))
                return open_.above.above
            if open_.line.is_among and same_place:
                branch.why.append(Reason(Guess.AMONG_GOES_ON))
                return open_.above
            if open_.number and same_place and open_.weight == branch.weight and not open_.line.full:
                kind = Guess.MAY_STAND_UNDER if branch.line.unmeasured else Guess.UNNUMBERED_UNDER
                branch.why.append(Reason(kind, {"above": open_.line.label}))
                return open_.above if branch.line.unmeasured else open_
        return None


def _goes_on_with(among: Branch, branch: Branch) -> bool:
    """Whether a row is one more part below "Chia ra:", and no row set off from those parts by its look."""
    return among.line.is_among_alone and not (among.under and branch.weight < among.under[-1].weight)


def _in_other_unit(branch: Branch, above: Branch) -> bool:
    """Whether both labels name a unit, and not the same."""
    own, other = unit_in(branch.line.label), unit_in(above.line.label)
    return own is not None and other is not None and own.printed != other.printed


def _leaves(branch: Branch, above: Branch) -> bool:
    """Whether a row after a part is no further part of the row above, by its name or its unit."""
    return _named_alike(branch, above) or _in_other_unit(branch, above)


def _named_alike(branch: Branch, other: Branch) -> bool:
    """Whether a label begins like the row over a part and not like the part: "Đàn lợn" after "Đàn bò, trong đó: bò lai"."""
    first = fold(branch.line.bare).split(" ")[0]
    parts = {fold(_AMONG_WORDS.sub("", row.line.bare)).split(" ")[0] for row in other.under}
    return first == fold(other.line.bare).split(" ")[0] and first not in parts


def _is_over_all(line: FormLine, following: FormLine | None) -> bool:
    """Whether a first row without a number is the sum of the numbered ones, by its words and its place."""
    first = following is not None and any(number[-1].value == 1 for number in numbers_in(following.mark))
    return bool(_OVER_ALL.fullmatch(fold(line.bare))) and first and not line.full


def _begins(above: Branch, number: Number) -> bool:
    """Whether a row's number begins another: 1 or I the number 1.2."""
    if _values(above.number) == _values(number[:-1]):
        return True
    chapter = len(above.number) == 1 and above.number[0].script in {"I", "A"}
    return chapter and len(number) > 1 and number[0] == NumberStep("1", above.number[0].value) and len(number) == 2  # noqa: PLR2004


def _is_beside(branch: Branch, top: Branch) -> bool:
    """Whether it is one more line to write on, or the second line of a unit whose name is merged over both."""
    line = branch.line
    to_fill = line.is_empty and bool(top.number or top.line.is_empty) and not top.holds
    return to_fill or bool(line.label and line.label == top.line.label and line.printed)


def _follows(before: Number, number: Number) -> bool:
    if not before or len(before) != len(number) or before[:-1] != number[:-1]:
        return False
    return before[-1].script == number[-1].script and before[-1].value + 1 == number[-1].value


def _alike(number: Number, other: Number) -> bool:
    """Whether two numbers are counted in the same way under the same number."""
    return bool(number) and [step.script for step in number] == [step.script for step in other] and number[:-1] == other[:-1]


def _any_follow(under: Sequence[Branch], number: Number) -> bool:
    return any(_follows(branch.number, number) for branch in under)


def _values(number: Number) -> list[tuple[str, int]]:
    return [(step.script.rstrip(")"), step.value) for step in number]


def _doubt_remainders(branches: Sequence[Branch]) -> None:
    """What is left over may stand beside the groups instead of under the last of them."""
    for branch in branches:
        above = branch.above
        if above and not (branch.number or branch.line.bullet or branch.line.is_among) and _in_other_unit(branch, above):
            branch.why.append(Reason(Guess.MAY_STAND_BESIDE, {"above": above.line.label}))
            continue
        if above and above.above and above.under[-1] is branch and len(above.above.under) > 1 and len(above.under) > 1:
            is_last_group = above.above.under[-1] is above
            if is_last_group and not branch.number and _BESIDE.fullmatch(fold(branch.line.bare)):
                branch.why.append(Reason(Guess.MAY_STAND_BESIDE, {"above": above.line.label}))
