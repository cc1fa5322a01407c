"""dunghan person: show, wish, wishes, answer, erase: what is held of somebody, what they wish of it, and its end."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer
from sqlmodel import Session, col, select

from bot.cli.common.office import office, print_json, print_table
from bot.errors.command_line import NoSuchWish
from bot.keeping.erasing import erase_person
from bot.keeping.held import HeldOf, held_of, note_seen
from bot.messages.messages import Outgoing
from bot.people.addresses import address_of
from bot.people.leaving import Door
from bot.people.wishes import DataWish, Settlement, WishKind, WishOutcome, make_wish, open_wishes, settle_wish
from bot.running.clock import system_clock
from bot.running.settings import Settings
from bot.sending.outbox import put
from bot.texts.office import personal as sentences
from bot.texts.office import staff
from tracker.kernel.names import tidy
from tracker.office.officers import Officer, find_officer
from tracker.office.units import Unit

app = typer.Typer(no_args_is_help=True)
Who = Annotated[str, typer.Argument(help="The person: number, also of one who has ended, or name without diacritics.")]
_Result = TypeVar("_Result")


def _find(session: Session, said: str) -> Officer:
    """By number whoever it is; by name those who work here. Raises OfficerUnknown, OfficerAmbiguous."""
    by_number = session.get(Officer, int(said)) if said.isdecimal() else None
    return by_number or find_officer(session, said)


def _with(person: str, work: Callable[[Session, Officer], _Result]) -> _Result:
    with office() as session:
        return work(session, _find(session, person))


@app.command()
def show(person: Who, as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """All that is held of a person, as /dulieu shows it to themselves; that it was looked at is noted."""

    def read(session: Session, officer: Officer) -> dict[str, object]:
        note_seen(session, officer)
        return _shown(session, held_of(session, officer, system_clock()))

    found = _with(person, read)
    if as_json:
        print_json(found)
    else:
        print_table([(name, _plain(value)) for name, value in found.items()])


def _plain(value: object) -> object:
    match value:
        case dict():
            return ", ".join(f"{key} {count}" for key, count in value.items()) or "-"
        case list():
            return "; ".join(str(_plain(one)) for one in value) or "-"
        case _:
            return "-" if value in {None, ""} else value


def _shown(session: Session, found: HeldOf) -> dict[str, object]:
    keep = Settings().retention
    ids = {line.officer_id for line in found.looks if line.officer_id}
    names = {one.id: one.name for one in session.exec(select(Officer).where(col(Officer.id).in_(ids)))}
    looks = [
        {"at": line.at.isoformat() if line.at else "", "who": names.get(line.officer_id or 0, line.origin), "what": line.step}
        for line in found.looks
    ]
    officer = found.officer
    return {
        "number": officer.id,
        "name": officer.name,
        "phone": officer.phone,
        "role": officer.role,
        "unit": found.unit.code,
        "active": officer.active,
        "accounts": [{one.channel: one.address} for one in found.addresses],
        "sessions": [{"machine": one.machine, "since": one.made_at.isoformat()} for one in found.sessions],
        "invitations": {"live": found.live_invitations, "used": found.used_invitations},
        "messages_sent": {"rows": found.sent.rows, "kept_days": keep.sent},
        "messages_received": {"rows": found.received.rows, "kept_days": keep.received},
        "links": {"rows": found.links, "kept_days": keep.links},
        "undoable": found.undoable,
        "done": {what.value: count for what, count in found.entered.items()},
        "seen_by": looks,
        "wishes": [{"number": one.id, "wish": one.kind, "outcome": one.outcome} for one in found.wishes],
    }


@app.command()
def wish(
    person: Who,
    kind: Annotated[WishKind, typer.Argument(help="What is wished.")],
    text: Annotated[str, typer.Option(help="What is to be corrected, in the person's words.")] = "",
) -> None:
    """Enter a wish that came on paper or by telephone; due two working days later."""

    def make(session: Session, officer: Officer) -> str:
        made = make_wish(session, officer, kind, tidy(text), system_clock())
        return f"Wish {made.id} of {officer.name} to {kind}, to be answered by {made.due_on}."

    typer.echo(_with(person, make))


@app.command()
def wishes(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """The wishes that wait for an answer, first due first: number, due day, person, unit, what, in which words."""
    with office() as session:
        rows = [
            (
                one.id,
                one.due_on.isoformat(),
                officer.id,
                officer.name,
                session.get_one(Unit, officer.unit_id).code,
                one.kind,
                one.text,
            )
            for one, officer in open_wishes(session)
        ]
    head = ("number", "due", "person", "name", "unit", "wish", "text")
    if as_json:
        print_json([dict(zip(head, row, strict=True)) for row in rows])
        return
    print_table([(*row[:-1], row[-1] or "-") for row in rows], head)


@app.command()
def answer(
    number: Annotated[int, typer.Argument(help="The wish, as `person wishes` numbers it.")],
    text: Annotated[str, typer.Option(help="The answer, which the person is told as it is.")],
    refuse: Annotated[bool, typer.Option("--refuse", help="It is not done; the text says why.")] = False,
) -> None:
    """Answer a wish: what was done, or with --refuse why it is not; the person is told."""
    now = system_clock()
    with office() as session:
        found = session.get(DataWish, number)
        if found is None:
            raise NoSuchWish(number=number)
        settle_wish(session, found, Settlement(WishOutcome.REFUSED if refuse else WishOutcome.DONE, tidy(text)), now)
        officer = session.get_one(Officer, found.officer_id)
        address = address_of(session, officer)
        if address:
            door = Door(address.channel, address.address)
            put(session, [_told(door, sentences.told_answer(found), sentences.WISHES_TITLE)], now)
        said = (
            f"Wish {found.id} of {officer.name}: {found.outcome}; {'they are told' if address else 'no message reaches them'}."
        )
    typer.echo(said)


@app.command()
def erase(
    person: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a person: a pseudonym takes the place of their name, in the log as well, and their messages and accounts go.

    What they entered stays with its unit, and `dunghan audit verify` passes. It cannot be undone.
    """

    def say(session: Session, officer: Officer) -> str:
        unit = session.get_one(Unit, officer.unit_id).full_name
        return (
            f"{officer.id} {officer.name}, {officer.role} of {unit}: name, telephone, accounts, messages, links, invitations"
        )

    if not yes:
        typer.confirm(f"{_with(person, say)} are erased for good. Go on?", abort=True)
    now = system_clock()
    with office() as session:
        found = _find(session, person)
        number = found.id
        doors = erase_person(session, found, sentences.erased_name(number), now)
        put(session, [_told(door, sentences.TOLD_ERASED, staff.TOLD_TITLE) for door in doors], now)
    typer.echo(f"Erased: {sentences.erased_name(number)}, {len(doors)} accounts.")


def _told(door: Door, text: str, title: str) -> Outgoing:
    return Outgoing(*door, text, title=title, unasked=True)
