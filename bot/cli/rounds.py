"""dunghan round: open, from-letter, edit, cancel, list."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.cli.common.dates import read_day, read_time
from bot.cli.common.letters import attached_parts, form_attached, letter_parts, letter_window, require_whole, units_of_letter
from bot.cli.common.office import office, print_json, print_table, read_document, rehearsal
from bot.errors.command_line import WhichUnit
from bot.reading.letters.reader import read_letter
from bot.reminders.changed_rounds import tell_cancelled, tell_changed
from bot.running.clock import system_clock
from bot.sending.outbox import put
from bot.texts.common.wording import moment
from bot.texts.desk.letters import basis as basis_of
from tracker.calendar.deadlines import earliest_due
from tracker.calendar.periods import ZONE, WindowRule, parse_period
from tracker.calendar.working_days import WorkingDays
from tracker.form_sheet.attached import forms_within
from tracker.forms.catalogue import published_form
from tracker.forms.form import Approval
from tracker.kernel.errors import DueInPast
from tracker.office.units import Unit, named_units, unit_by_code, units_below
from tracker.reports.round_changes import RoundChange, RoundEffect, cancel_round, change_round, the_round
from tracker.reports.rounds import Round, Terms, open_round

app = typer.Typer(no_args_is_help=True)
_HEAD = ("form", "period", "of", "window_from", "window_to", "due", "locks", "level")
AskedLevel = Annotated[str, typer.Option(help="Ask the units of this level for reports of their own: huyện.")]
FormOfRound = Annotated[str, typer.Argument(help="The form's code.")]
Period_ = Annotated[str, typer.Argument(metavar="PERIOD", help="2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03.")]
OfUnit = Annotated[str | None, typer.Option(help="The unit whose lower units report, where several opened such a round.")]
OfLevel = Annotated[str | None, typer.Option(help='The level that is asked, where several are; "" for the lowest.')]
Sure = Annotated[bool, typer.Option("--yes", help="A due time in the past is meant.")]
DataRule = Annotated[WindowRule, typer.Option(help="The days of the data: by Nghị định 09/2019, or whole months.")]


@app.command(name="open")
def open_(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    period: Annotated[str, typer.Argument(help="2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03.")],
    due: Annotated[str | None, typer.Option(help="Due time, ISO; Việt Nam's time if it names no zone.")] = None,
    of: Annotated[str | None, typer.Option(help="The unit whose lower units report; the only top unit if left out.")] = None,
    rule: DataRule = WindowRule.DECREE,
    window_from: Annotated[str | None, typer.Option(help="Another first day of the data, ISO.")] = None,
    window_to: Annotated[str | None, typer.Option(help="Another last day of the data, ISO.")] = None,
    lock: Annotated[str | None, typer.Option(help="When reports are locked (khóa sổ), ISO; never if left out.")] = None,
    units: Annotated[str | None, typer.Option(help="Only these units, as a letter names them: CODE,CODE.")] = None,
    level: AskedLevel = "",
    basis: Annotated[str, typer.Option(help="The document that asks for the report, shown in reminders.")] = "",
    approval: Annotated[
        Approval | None, typer.Option(help="Who approves a report before it is handed in; as the form says, if left out.")
    ] = None,
    yes: Sure = False,
) -> None:
    """Open a round: the lowest units below, those of a level, or each one that is named, get a report to fill."""
    parsed = parse_period(period)
    since, until = parsed.window(rule)
    window = (read_day(window_from) if window_from else since, read_day(window_to) if window_to else until)
    with office() as session:
        unit, days = unit_that_asks(session, of), WorkingDays.of(session)
        terms = Terms(
            parsed,
            window,
            read_time(due) if due else earliest_due(window[1], days),
            basis,
            locks_at=read_time(lock) if lock else None,
            recipients=named_units(session, units.split(","), unit, window[1]) if units else (),
            level=level.strip(),
            approval=approval,
        )
        _require_to_come(terms.due_at, sure=yes)
        opened = open_round(session, published_form(session, form), terms, unit, system_clock())
        _say_opened(opened, unit, days)


def _warnings(opened: Round, days: WorkingDays) -> Iterator[str]:
    least, due_on = earliest_due(opened.window_to, days), opened.due_at.astimezone(ZONE).date()
    if opened.due_at <= opened.opened_at:
        yield "the due time is already past: what is handed in counts as late."
    if opened.due_at < least:
        yield f"Nghị định 09/2019, article 8.5, leaves at least one working day after the data closes: {moment(least)}."
    if not days.is_working(due_on):
        yield f"{due_on} is a day off; the next working day is {days.next_working(due_on)}."


def _require_to_come(due_at: datetime | None, *, sure: bool) -> None:
    if due_at is not None and due_at <= system_clock() and not sure:
        raise DueInPast(due=moment(due_at))


def unit_that_asks(session: Session, code: str | None) -> Unit:
    """The unit with this code, or the only top unit; raises UnitUnknown, WhichUnit."""
    if code:
        return unit_by_code(session, code)
    top = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).all()
    if len(top) != 1:
        raise WhichUnit
    return top[0]


@app.command(name="from-letter")
def from_letter(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The letter: .docx, .pdf with text, or .txt.")],
    form: Annotated[
        str | None, typer.Option(help="The form's code, unless a blank appendix within the letter is a form in use.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="The period, where the letter does not say it.")] = None,
    due: Annotated[str | None, typer.Option(help="The due time, ISO, where the letter has none or several.")] = None,
    of: Annotated[str | None, typer.Option(help="The unit whose lower units report; the only top unit if left out.")] = None,
    units: Annotated[str | None, typer.Option(help="Only these units: CODE,CODE, in place of those of the letter.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Open the round; without it only what was read is shown.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Read a letter that asks for a report, each part with its words, and open its round with --yes."""
    read = None if file.suffix == ".txt" else read_document(file)
    letter = read_letter(file.read_text(encoding="utf-8") if read is None else "\n".join(read.paragraphs))
    attached, left = forms_within(read) if read else ([], 0)
    if left:
        typer.echo(f"Note: no form can be made of {left} of the workbooks within the letter; check each by itself.", err=True)
    parts = [*letter_parts(letter), *attached_parts(attached)]
    if as_json:
        listed = [{"part": name, "value": value, "words": said} for name, value, said in parts]
        print_json({"parts": listed, "asks": [*letter.asks]})
    else:
        print_table([[name, value or "-", said or "-"] for name, value, said in parts])
        print_table([["asks", one.value, "-"] for one in letter.asks])
    if not yes:
        return
    with office() as session:
        form = form or form_attached(session, attached)
        require_whole(letter, form, period, due)
        unit, days = unit_that_asks(session, of), WorkingDays.of(session)
        terms_period = parse_period(period or letter.period)
        window = letter_window(letter, terms_period)
        below = units_below(session, unit, window[1])
        named = named_units(session, units.split(","), unit, window[1]) if units else units_of_letter(letter, below)
        at = read_time(due) if due else letter.dues[0].at
        terms = Terms(terms_period, window, at, basis_of(letter), recipients=named)
        opened = open_round(session, published_form(session, form or ""), terms, unit, system_clock())
        _say_opened(opened, unit, days, err=as_json)


def _say_opened(opened: Round, unit: Unit, days: WorkingDays, *, err: bool = False) -> None:
    for warning in _warnings(opened, days):
        typer.echo(f"Note: {warning}", err=True)
    typer.echo(f"Opened {opened.form_code} {opened.period} for {unit.full_name}, due {moment(opened.due_at)}.", err=err)


@app.command()
def edit(
    form: FormOfRound,
    period: Period_,
    of: OfUnit = None,
    level: OfLevel = None,
    due: Annotated[str | None, typer.Option(help="Another due time, ISO; the lock moves along.")] = None,
    lock: Annotated[str | None, typer.Option(help="Another time from which reports are locked, ISO.")] = None,
    no_lock: Annotated[bool, typer.Option("--no-lock", help="Lock nothing.")] = False,
    window_from: Annotated[str | None, typer.Option(help="Another first day of the data, ISO.")] = None,
    window_to: Annotated[str | None, typer.Option(help="Another last day of the data, ISO.")] = None,
    basis: Annotated[str | None, typer.Option(help="Another document behind it.")] = None,
    units: Annotated[str | None, typer.Option(help="Due time and lock of these units alone: CODE,CODE.")] = None,
    add: Annotated[str | None, typer.Option(help="Ask these units as well: CODE,CODE.")] = None,
    remove: Annotated[str | None, typer.Option(help="Ask these units no more: CODE,CODE.")] = None,
    reason: Annotated[str, typer.Option(help="Why, told to the units.")] = "",
    yes: Sure = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Change a round that is open: on time or late is decided anew, reminders follow, and the units concerned are told."""
    _require_to_come(read_time(due) if due else None, sure=yes)
    with rehearsal() if dry_run else office() as session:
        found = the_round(session, form, period, unit_by_code(session, of) if of else None, level)
        since, until = (read_day(day) if day else None for day in (window_from, window_to))
        change = RoundChange(
            read_time(due) if due else None,
            read_time(lock) if lock else None,
            no_lock,
            (since or found.window_from, until or found.window_to) if since or until else None,
            basis,
            [unit.id for unit in _named(session, units)],
            named_units(session, add.split(","), session.get_one(Unit, found.of_unit_id), found.window_to) if add else (),
            _named(session, remove),
        )
        effect = change_round(session, found, change, reason)
        told = tell_changed(session, found, effect, reason, system_clock())
        put(session, told, system_clock())
        _say_effect(session, found, effect, len(told))


def _named(session: Session, codes: str | None) -> list[Unit]:
    return [unit_by_code(session, code) for code in codes.split(",")] if codes else []


def _say_effect(session: Session, round_: Round, effect: RoundEffect, told: int) -> None:
    typer.echo(f"{round_.form_code} {round_.period}: due {moment(round_.due_at)}, {len(effect.moved)} reports moved.")
    counts = (
        (len(effect.now_on_time), "late reports are on time now"),
        (len(effect.now_late), "reports on time are late now"),
        (len(effect.extended), "reports keep a later due time that they were granted"),
    )
    for count, what in counts:
        if count:
            typer.echo(f"{count} {what}.")
    removed = [session.get_one(Unit, report.unit_id) for report in effect.removed]
    for units, what in ((effect.added, "asked as well"), (removed, "asked no more")):
        if units:
            typer.echo(f"{what.capitalize()}: {', '.join(unit.code for unit in units)}.")
    typer.echo(f"{told} people told.")


@app.command()
def cancel(
    form: FormOfRound,
    period: Period_,
    reason: Annotated[str, typer.Option(help="Why, told to the units.")],
    of: OfUnit = None,
    level: OfLevel = None,
) -> None:
    """Ask nobody for a round any more; what was entered stays, the units are told, and another one can be opened."""
    with office() as session:
        found = the_round(session, form, period, unit_by_code(session, of) if of else None, level)
        reports = cancel_round(session, found, reason)
        told = tell_cancelled(session, found, reports, reason.strip())
        put(session, told, system_clock())
    typer.echo(f"{found.form_code} {found.period} cancelled for {len(reports)} units; {len(told)} people told.")


@app.command(name="list")
def list_(
    all_: Annotated[bool, typer.Option("--all", help="Those that were cancelled as well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Form, period, whose units report, data window, due time, lock, and the level that is asked ("-" the lowest)."""
    with office() as session:
        units = {unit.id: unit for unit in session.exec(select(Unit))}
        rounds = [one for one in session.exec(select(Round).order_by(col(Round.due_at))) if all_ or not one.withdrawn]
    if as_json:
        print_json([_for_program(one, units[one.of_unit_id]) for one in rounds])
        return
    print_table([_row(one, units[one.of_unit_id]) for one in rounds], _HEAD)


def _row(one: Round, of_unit: Unit) -> tuple[object, ...]:
    times = (moment(one.due_at), moment(one.locks_at) if one.locks_at else "-")
    known = (one.form_code, one.period, of_unit.code, one.window_from, one.window_to, *times, one.level or "-")
    return (*known, "cancelled") if one.withdrawn else known


def _for_program(one: Round, of_unit: Unit) -> dict[str, object]:
    return {
        "number": one.id,
        "form": one.form_code,
        "period": one.period,
        "of": of_unit.code,
        "level": one.level,
        "window_from": one.window_from.isoformat(),
        "window_to": one.window_to.isoformat(),
        "due_at": one.due_at.isoformat(),
        "locks_at": one.locks_at.isoformat() if one.locks_at else None,
        "basis": one.basis,
        "cancelled": bool(one.withdrawn),
    }
