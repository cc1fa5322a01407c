"""Every submission of a report: listed, two compared, the appendix of each; for its unit and whoever oversees it."""

import re

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn
from bot.errors.rights import NotYours
from bot.messages.actions import VERSIONS, Action, Choice
from bot.messages.messages import Attachment
from bot.texts import refusals
from bot.texts.report import versions as sentences
from tracker.kernel.errors import VersionUnknown
from tracker.office.officers import Officer
from tracker.reports.reports import Report, form_of, unit_of
from tracker.reports.rounds import Round
from tracker.reports.versions import Version, differences, figures_of_version, versions_of
from tracker.workbooks.appendices import version_appendix

COMPARE_SAID = Action("compareversions", begins=("so lan",))
DIFFERENCES, VERSION_SHEET = Action("differences"), Action("versionsheet")
_MOST_BUTTONS = 4  # of each kind
_COMPARED = re.compile(r"\D*([0-9]{1,3})\D+([0-9]{1,3})\D*")


@does(VERSIONS)
def show(turn: Turn, number: str) -> Next:
    """The submissions of a report, the one at hand if none is named."""
    report = _report(turn, number)
    if report is None:
        return STAY
    found = versions_of(turn.session, report)
    if not found:
        turn.note(sentences.NONE)
        return STAY
    lines = [_line(turn, report, version) for version in found]
    if len(found) > 1:
        lines.append(sentences.HOW_TO_COMPARE)
    _say(turn, "\n".join(lines), _choices(report, len(found)), report)
    return STAY


def _line(turn: Turn, report: Report, version: Version) -> str:
    by = turn.session.get_one(Officer, version.submitted.officer_id).name
    ended_by = turn.session.get_one(Officer, version.ended.officer_id).name if version.ended else ""
    return sentences.line(version, report, by, ended_by)


def _choices(report: Report, count: int) -> list[Choice]:
    numbers = range(count, max(count - _MOST_BUTTONS, 0), -1)
    compare = [DIFFERENCES.choice(sentences.compare(n - 1, n), report.id, n - 1, n) for n in numbers if n > 1]
    return [*compare, *(VERSION_SHEET.choice(sentences.sheet(n), report.id, n) for n in numbers)]


@does(COMPARE_SAID)
def compare_said(turn: Turn, words: str) -> Next:
    """Compare two submissions of the report at hand: "so lần 1 với lần 2"."""
    found = _COMPARED.fullmatch(words)
    report = _report(turn, "") if found else None
    if found and report:
        return compare(turn, f"{report.id} {found[1]} {found[2]}")
    if not found:
        turn.note(sentences.WHICH)
    return STAY


@does(DIFFERENCES)
def compare(turn: Turn, wanted: str) -> Next:
    """What changed from one submission to another, by whom and when; raises NotYours."""
    number, *of = wanted.split()
    report, (first, second) = turn.seen_report(number), sorted(int(one) for one in of)
    try:
        before, after = (figures_of_version(turn.session, report, one) for one in (first, second))
    except VersionUnknown as refused:
        turn.note(refusals.broken(refused))
        return STAY
    changes = differences(form_of(turn.session, report), before, after)
    names = [turn.session.get_one(Officer, one.after.officer_id).name if one.after else "" for one in changes]
    choices = [VERSIONS.choice(sentences.VERSIONS, report.id)]
    choices += [VERSION_SHEET.choice(sentences.sheet(one), report.id, one) for one in dict.fromkeys((first, second))]
    _say(turn, sentences.differences(first, second, changes, names), choices, report)
    return STAY


@does(VERSION_SHEET)
def send_sheet(turn: Turn, wanted: str) -> Next:
    """The appendix as it was handed in that time; raises NotYours."""
    number, version = wanted.split()
    report = turn.seen_report(number)
    file = Attachment(*version_appendix(turn.session, report, int(version)), report.unit_id)
    choices = [VERSIONS.choice(sentences.VERSIONS, report.id)]
    turn.say(sentences.here_is_the_sheet(int(version)), choices, numbered=turn.rests, attachment=file)
    return STAY


def _report(turn: Turn, number: str) -> Report | None:
    """The report that is meant, if it is clear which and the person may see it; raises NotYours for one that is named."""
    try:
        return turn.seen_report(number)
    except NotYours:
        if number:
            raise
        turn.note(sentences.NO_REPORT)
        return None


def _say(turn: Turn, text: str, choices: list[Choice], report: Report) -> None:
    """A number that is typed while figures are asked is a figure and no choice."""
    title = sentences.title(turn.session.get_one(Round, report.round_id), unit_of(turn.session, report))
    turn.say(text, choices, title=title, numbered=turn.rests)
