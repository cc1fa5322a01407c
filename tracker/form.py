"""A form as data: the rows of a printed appendix, what each is, and the rules between them."""

import csv
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.errors import FormChanged, FormUnknown, FormWrong
from tracker.rules import Formula, Rule, parse_formula, parse_rule


class Kind(StrEnum):
    """What a row holds."""

    SECTION = "section"
    HEADING = "heading"
    COUNT = "count"
    AMOUNT = "amount"
    RATE = "rate"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True)
class Row:
    """One printed row.

    `key` is its own for good, whatever number is printed; `stt`, `label`, `unit` and `note` are as printed. `of` is the
    formula of a computed row ("1.2.2 / 1.2.1", a rate in per cent, or "6.2.3a + 6.2.3b"). `by` names the level that alone
    reports it. `ask` is the key of the row under whose label it is asked; a heading that asks itself may be answered "none
    arose", which prints 0 on it and leaves its rows blank. `options` are a choice's pairs of printed code and label.
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
        return self.by in {"", level}


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
    """One version of a form."""

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
        implied = [parse_rule(f"{rate.over[0]} <= {rate.under}") for rate in self.formulas.values() if rate.under is not None]
        percent = [parse_rule(f"{row.key} <= 100%", blocks=True) for row in self.rows if row.kind is Kind.RATE and not row.of]
        written = [parse_rule(text) for text in self.warn] + [parse_rule(text, blocks=True) for text in self.block]
        place = {row.key: number for number, row in enumerate(self.rows)}
        return tuple(sorted([*implied, *percent, *written], key=lambda rule: place[rule.about]))

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
        row = self.by_key[group]
        return row.kind is Kind.HEADING and row.ask == group

    def asked(self, level: str) -> Iterator[Row]:
        """The rows that a unit of this level types in, in printed order."""
        return (row for row in self.rows if row.typed and row.concerns(level))

    def dumps(self) -> str:
        """The whole form as JSON text; `loads` reads it back."""
        data = asdict(self)
        del data["by_key"]
        return json.dumps(data, ensure_ascii=False)


def _wrongs(form: Form) -> Iterator[str]:
    if len(form.by_key) != len(form.rows):
        yield "two rows have the same key"
    if not form.rows or form.rows[0].kind is not Kind.SECTION:
        yield "the first row must be a section"
    for row in form.rows:
        if row.typed and row.concerns("") and row.ask not in form.by_key:
            yield f"row {row.key} must say under which row it is asked"
        if (row.kind is Kind.CHOICE) != bool(row.options):
            yield f"row {row.key}: a choice, and only a choice, has options"
    used = {key for formula in form.formulas.values() for key in formula.keys}
    for missing in sorted(
        (used | {key for text in form.warn + form.block for key in parse_rule(text).keys}) - set(form.by_key)
    ):
        yield f"a formula or rule speaks of row {missing}, which is not there"


@lru_cache(maxsize=64)
def loads(text: str) -> Form:
    """Read a form back from `Form.dumps`."""
    data = json.loads(text)
    rows = tuple(
        Row(**row | {"kind": Kind(row["kind"]), "options": tuple((c, t) for c, t in row["options"])}) for row in data["rows"]
    )
    return _build(data, rows)


def _build(data: dict[str, Any], rows: tuple[Row, ...]) -> Form:
    lists = {name: tuple(data[name]) for name in ("title", "warn", "block")}
    return Form(**{**data, **lists, "head": Head(**data["head"]), "rows": rows})


def _options(text: str) -> tuple[tuple[str, str], ...]:
    """Read "0=Trực tuyến; 1=Phát phiếu" or, where the label itself is printed, "Có; Không"."""
    pairs = (part.strip().partition("=") for part in text.split(";") if part.strip())
    return tuple((code, label or code) for code, _, label in pairs)


@lru_cache(maxsize=64)
def official_form(code: str) -> Form:
    """The newest version of an official form that ships with the product; raises FormUnknown."""
    folder = files("tracker") / "forms"
    if not re.fullmatch(r"[a-z0-9-]+", code) or not (folder / f"{code}.toml").is_file():
        raise FormUnknown(code=code)
    data = tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))
    data |= data.pop("checks")
    lines = (folder / f"{code}.tsv").read_text(encoding="utf-8").splitlines()
    rows = tuple(
        Row(**row | {"kind": Kind(row["kind"]), "options": _options(row["options"]), "italic": row["italic"] == "x"})
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    return _build(data, rows)


def official_codes() -> list[str]:
    """The codes of the forms that ship with the product."""
    folder = files("tracker") / "forms"
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


class FormVersion(SQLModel, table=True):
    """A form as it was when a round opened: a report keeps the version that it was begun on."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: int = Field(default=None, primary_key=True)
    code: str
    version: int
    body: str

    @property
    def form(self) -> Form:
        """The form itself."""
        return loads(self.body)


def publish_form(session: Session, form: Form) -> FormVersion:
    """Keep this version of the form; raises FormChanged if other content was published under the same version."""
    stored = session.exec(
        select(FormVersion).where(FormVersion.code == form.code, FormVersion.version == form.version)
    ).first()
    if stored is None:
        stored = FormVersion(code=form.code, version=form.version, body=form.dumps())
        session.add(stored)
        session.flush()
    elif stored.form != form:
        raise FormChanged(code=form.code, version=form.version)
    return stored


def published_form(session: Session, code: str) -> Form:
    """The newest version in use of this form, or the official one where none is; raises FormUnknown."""
    stored = session.exec(
        select(FormVersion).where(FormVersion.code == code).order_by(col(FormVersion.version).desc())
    ).first()
    return stored.form if stored else official_form(code)
