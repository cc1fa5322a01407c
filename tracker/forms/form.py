"""A form as data: the rows of a printed appendix, what each is, and the rules between them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum, StrEnum, unique
from functools import cached_property, lru_cache
from typing import Any

from tracker.calendar.ladder import DEFAULT, parse_ladder
from tracker.forms.counting import CountUnreadable, parse_count
from tracker.forms.rules import Formula, Level, Rule, parse_formula, parse_rule
from tracker.kernel.errors import FormWrong, LadderUnreadable
from tracker.kernel.reasons import Reason


class Kind(StrEnum):
    """What a row holds."""

    SECTION = "section"
    HEADING = "heading"
    COUNT = "count"
    AMOUNT = "amount"
    RATE = "rate"
    CHOICE = "choice"
    TEXT = "text"


class Approval(StrEnum):
    """Who must approve a report before it is handed in."""

    NONE = "none"
    LEADER = "leader"


@unique
class Contradiction(Enum):
    """How a form contradicts itself; each value is the sentence for the administrator."""

    KEY_TWICE = "two rows have the same key"
    FIRST_ROW_NO_SECTION = "the first row must be a section"
    ASKED_NOWHERE = "row {row} must say under which row it is asked"
    OPTIONS_OF_NO_CHOICE = "row {row}: a choice, and only a choice, has options"
    COMPUTED_FROM_ITSELF = "row {row} is computed from itself"
    TASKS_UNREADABLE = "row {row}: {text!r} counts no tasks; write for example assigned: on time"
    TASKS_OF_NO_COUNT = "row {row}: only a count that is typed in can come from tasks"
    RULE_UNREADABLE = "the rule {rule!r} cannot be read"
    LADDER_UNREADABLE = "the reminders {text!r} cannot be read; write them like opened 7d 3d 1w day 2h overdue"
    ROW_MISSING = "a formula or rule speaks of row {row}, which is not there"


@dataclass(frozen=True)
class Row:
    """One printed row.

    `key` is its own for good, whatever number is printed; `stt`, `label`, `unit`, `note` are as printed. `of` is the formula
    of a computed row ("1.2.2 / 1.2.1", a rate in per cent, or "6.2.3a + 6.2.3b"). `by` names the levels that alone report it
    ("sở; huyện"). `ask` is the key of the row under whose label it is asked; a heading that asks itself may be answered "none
    arose", which prints 0 on it and leaves its rows blank. `options` are a choice's pairs of printed code and label. `tasks`
    is what the book of tasks counts for the row ("plan: done", "assigned: late"; tracker/tasks/counting.py). `concept` is the
    key of the concept that the row is, in forms that concepts.tsv does not list (tracker/concepts.py).
    """

    key: str
    stt: str
    label: str
    unit: str
    kind: Kind
    of: str = ""
    by: str = ""
    ask: str = ""
    options: tuple[tuple[str, str], ...] = ()
    note: str = ""
    italic: bool = False
    tasks: str = ""
    concept: str = ""

    @property
    def typed(self) -> bool:
        """Whether somebody types its figure in."""
        return not self.of and self.kind not in {Kind.SECTION, Kind.HEADING}

    @property
    def is_number(self) -> bool:
        """Whether its figure is a number."""
        return self.kind in {Kind.COUNT, Kind.AMOUNT, Kind.RATE}

    def concerns(self, level: str) -> bool:
        """Whether units of this level report the row."""
        return not self.by or level in self.by.split("; ")


@dataclass(frozen=True)
class Head:
    """The wording of the table head."""

    stt: str
    label: str
    result: str
    unit: str
    figure: str
    note: str


@dataclass(frozen=True)
class Form:
    """One version of a form; `reminders` is the ladder by which its units are reminded (tracker/ladder.py).

    `approval` is who approves its reports, unless a round says otherwise.
    """

    code: str
    version: int
    name: str
    appendix: str
    title: tuple[str, ...]
    attached_to: str
    head: Head
    rows: tuple[Row, ...]
    warn: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    reminders: str = DEFAULT
    approval: Approval = Approval.NONE
    by_key: Mapping[str, Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows and refuse a form that contradicts itself."""
        object.__setattr__(self, "by_key", {row.key: row for row in self.rows})
        for why in _wrongs(self):
            raise FormWrong(code=self.code, why=why)

    @cached_property
    def formulas(self) -> dict[str, Formula]:
        """The computed rows."""
        return {row.key: parse_formula(row.of) for row in self.rows if row.of}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the row that they are about: those written down and those that the rows imply."""
        written = [
            parse_rule(text, level)
            for level, texts in ((Level.BLOCK, self.block), (Level.WARN, self.warn), (Level.MENTION, self.mention))
            for text in texts
        ]
        place = {row.key: number for number, row in enumerate(self.rows)}
        return tuple(sorted([*written, *_implied(self.rows)], key=lambda rule: place[rule.about]))

    @cached_property
    def groups(self) -> dict[str, tuple[Row, ...]]:
        """Rows that are asked together, by the key of the row that names the group, in printed order."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.typed and row.ask:
                groups.setdefault(row.ask, []).append(row)
        return {key: tuple(rows) for key, rows in groups.items()}

    @cached_property
    def section_of(self) -> dict[str, Row]:
        """The section that each row stands in, itself for a section."""
        result, section = {}, self.rows[0]
        for row in self.rows:
            section = row if row.kind is Kind.SECTION else section
            result[row.key] = section
        return result

    @property
    def sections(self) -> list[Row]:
        """The rows that open a part of the form."""
        return [row for row in self.rows if row.kind is Kind.SECTION]

    def may_be_none(self, group: str) -> bool:
        """Whether the group has a heading of its own that takes the 0 when nothing arose."""
        return group in self.none_groups

    def asked(self, level: str) -> tuple[Row, ...]:
        """The rows that a unit of this level types in, in printed order."""
        if level not in self._asked:
            self._asked[level] = tuple(row for row in self.rows if row.typed and row.concerns(level))
        return self._asked[level]

    @cached_property
    def _asked(self) -> dict[str, tuple[Row, ...]]:
        return {}

    @cached_property
    def none_groups(self) -> frozenset[str]:
        """The groups with a heading of their own that takes the 0 when nothing arose."""
        return frozenset(
            group for group in self.groups if self.by_key[group].kind is Kind.HEADING and self.by_key[group].ask == group
        )

    def dumps(self) -> str:
        """The whole form as JSON text; `loads` reads it back."""
        data = asdict(self)
        del data["by_key"]
        return json.dumps(data, ensure_ascii=False)


def _wrongs(form: Form) -> Iterator[Reason]:
    if len(form.by_key) != len(form.rows):
        yield Reason(Contradiction.KEY_TWICE)
    if not form.rows or form.rows[0].kind is not Kind.SECTION:
        yield Reason(Contradiction.FIRST_ROW_NO_SECTION)
    for row in form.rows:
        if row.typed and row.ask not in form.by_key:
            yield Reason(Contradiction.ASKED_NOWHERE, {"row": row.key})
        if (row.kind is Kind.CHOICE) != bool(row.options):
            yield Reason(Contradiction.OPTIONS_OF_NO_CHOICE, {"row": row.key})
        yield from _wrong_tasks(row)
        if row.key in form.formulas and row.key in form.formulas[row.key].keys:
            yield Reason(Contradiction.COMPUTED_FROM_ITSELF, {"row": row.key})
    yield from _wrong_words(form)


def _wrong_tasks(row: Row) -> Iterator[Reason]:
    if not row.tasks:
        return
    if not (row.typed and row.kind is Kind.COUNT):
        yield Reason(Contradiction.TASKS_OF_NO_COUNT, {"row": row.key})
    try:
        parse_count(row.tasks)
    except CountUnreadable:
        yield Reason(Contradiction.TASKS_UNREADABLE, {"row": row.key, "text": row.tasks})


def _wrong_words(form: Form) -> Iterator[Reason]:
    used = {key for formula in form.formulas.values() for key in formula.keys}
    for text in form.warn + form.block + form.mention:
        try:
            used |= set(parse_rule(text).keys)
        except ValueError:
            yield Reason(Contradiction.RULE_UNREADABLE, {"rule": text})
    try:
        parse_ladder(form.reminders)
    except LadderUnreadable:
        yield Reason(Contradiction.LADDER_UNREADABLE, {"text": form.reminders})
    for missing in sorted(used - set(form.by_key)):
        yield Reason(Contradiction.ROW_MISSING, {"row": missing})


def _implied(rows: Iterable[Row]) -> Iterator[Rule]:
    """A rate's numerator is at most its denominator, a typed rate at most 100%, a figure typed in a computed row right."""
    for row in rows:
        if row.of:
            formula = parse_formula(row.of)
            if formula.under is not None:
                yield parse_rule(f"{formula.over[0]} <= {formula.under}")
            yield parse_rule(f"{row.key} = {row.of}")
        elif row.kind is Kind.RATE:
            yield parse_rule(f"{row.key} <= 100%", Level.BLOCK)


@lru_cache(maxsize=64)
def loads(text: str) -> Form:
    """Read a form back from `Form.dumps`."""
    data = json.loads(text)
    rows = tuple(
        Row(**row | {"kind": Kind(row["kind"]), "options": tuple((c, t) for c, t in row["options"])}) for row in data["rows"]
    )
    return build_form(data, rows)


def build_form(data: dict[str, Any], rows: tuple[Row, ...]) -> Form:
    """A form from the words of its file or of its JSON, and its rows."""
    lists = {name: tuple(data[name]) for name in ("title", "warn", "block", "mention")}
    approval = Approval(data.get("approval", Approval.NONE))
    return Form(**{**data, **lists, "head": Head(**data["head"]), "rows": rows, "approval": approval})
