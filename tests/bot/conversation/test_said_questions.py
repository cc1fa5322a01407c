"""What officers ask, line by line with what must be in the answer: tests/data/said/questions.tsv.

The lines of a third (`aside`) were written without a look at the reader's words, but its words were then chosen with a look at
these lines too: the share of them is no measure of lines that were never seen. A line says what the answer has: words, or in
braces what is known of the report ("{label 3.2.1}"); "|" parts what will do as well. What came first of each `lot` is said in
test_said_by_officers.py.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import pytest
from sqlalchemy import Engine

from bot.conversation.core.held import Held
from bot.conversation.core.places import Filling, Menu, Revising
from bot.conversation.report.extending import Extending
from bot.texts.common.wording import named_row
from bot.texts.inquiring.asked import NOT_SURE
from bot.texts.office.menu import HELP
from bot.texts.report.inquiring import AGAIN, MAY_ASK, NO_COLLEAGUES
from tests.house import ROOT
from tests.one_report import Heard, OneReport
from tracker.calendar.periods import ZONE

FILE = ROOT / "tests" / "data" / "said" / "questions.tsv"
NOW = datetime(2024, 3, 13, 9, tzinfo=ZONE)
PLAYED = {"filling", "menu", "revising"}
LEAST = Decimal("0.9")
_ASKED = re.compile(r"\{(\w+(?: \w+)??)(?: ([0-9][\w.]*))?\}")
# What the answer has, by what is asked; a figure's answer names its row.
_HAS = {
    "due": "hạn nộp",
    "open": "còn ",
    "help": HELP.splitlines()[0],
    "title": "Báo cáo cải cách hành chính",
    "desk name": "Nông Văn Thu",
    "desk phone": "0912 345 678",
    "from": "tính từ",
    "to": "đến hết",
    "period": "Quý I",
    "lock": "khóa sổ",
    "sheet": "biểu",
    "appendix": "Phụ lục gửi kèm",
    "colleagues": NO_COLLEAGUES,
    "not understood": MAY_ASK,
    "which": NOT_SURE,
    "state": "Tình hình nộp của",
    "previous": "kỳ ",  # there is none
    "given": "hiện ghi",
    "given by": "người ghi",
}
_LABEL = 30  # characters of a row's name
_FAILED = ("Tôi chưa đọc được", "Tôi chưa rõ số nào", "Tôi chưa hiểu tin này")


class Line(NamedTuple):
    form: str
    where: str
    text: str
    expect: str
    aside: bool
    lot: str


def lines() -> list[Line]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [Line(row["form"], row["where"], row["text"], row["expect"], bool(row["aside"]), row["lot"]) for row in rows]
    return [line for line in found if line.where.split()[0] in PLAYED]


def stood(line: Line, report: OneReport) -> Held:
    """Where the officer is asked."""
    at, _, of = line.where.partition(" ")
    if at == "filling":
        return Filling(asked=tuple(row.key for row in report.form.groups.get(of, ())) or (of,))
    return Revising(of) if at == "revising" else Menu()


def has(report: OneReport, said: str, part: str) -> bool:
    """Whether what was said has this part of what is expected."""
    if part.startswith("!"):
        return part[1:] not in said.casefold()
    asked = _ASKED.fullmatch(part)
    if not asked:
        return part.casefold() in said.casefold()
    what, key = asked.groups()
    wanted = _HAS[what] if what in _HAS else named_row(report.form.by_key[key])[:_LABEL]
    return wanted.casefold() in said.casefold()


def came(line: Line, report: OneReport, heard: Heard) -> str:
    """How the line came out; an extension is asked for by a command, which may lead aside."""
    if heard.recorded:
        return "recorded"
    if heard.held.at not in {stood(line, report).at, Extending.at} and not line.where.startswith("menu"):
        return "moved"
    if any(words in heard.said for words in _FAILED):
        return "failed"
    said = heard.said if AGAIN in heard.lead else heard.lead  # the question that stands is no answer
    fits = any(all(has(report, said, part.strip()) for part in one.split("&")) for one in line.expect.split("|"))
    if fits:
        return "answered"
    return "not understood" if MAY_ASK in heard.said else "otherwise"


@pytest.fixture
def reports(engine: Engine) -> Callable[[str], OneReport]:
    """The report of each form, made once."""
    return cache(lambda code: OneReport(engine, code, NOW))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # words are read alike on both
def test_no_question_is_recorded_or_moves_anybody_and_most_are_answered(
    reports: Callable[[str], OneReport], record_property: Callable[[str, object], None]
) -> None:
    out = []
    for line in lines():
        report = reports(line.form)
        heard = report.hear(stood(line, report), line.text)
        out.append((line, came(line, report, heard), heard.lead))
    for aside in (False, True):
        counted = Counter(how for line, how, _ in out if line.aside is aside)
        share = Decimal(counted["answered"]) / counted.total()
        what = "questions of officers that were written apart" if aside else "questions of officers"
        record_property(f"{what}: {share:.1%} of {counted.total()} are answered", str(sorted(counted.items())))
    for lot in sorted({line.lot for line, *_ in out} - {""}):
        counted = Counter(how for line, how, _ in out if line.lot == lot)
        what = f"questions of officers, lot {lot}: {counted['answered']} of {counted.total()} are answered today"
        record_property(what, str(sorted(counted.items())))
    assert len(out) > 80
    assert [(line.text, how) for line, how, _ in out if how in {"recorded", "moved"}] == []
    missed = [(how, line.where, line.text, line.expect, said[:150]) for line, how, said in out if how != "answered"]
    assert 1 - Decimal(len(missed)) / len(out) >= LEAST, missed
