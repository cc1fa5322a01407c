"""dunghan announcement: list, show: what desks announced, and who has read it."""

from typing import Annotated

import typer
from sqlmodel import col, select

from bot.cli.common.office import office, print_json, print_table
from bot.errors.command_line import NoSuchAnnouncement
from bot.reminders.announcements import Announcement, Fate, recipients_of
from tracker.calendar.periods import ZONE
from tracker.office.officers import Officer

app = typer.Typer(no_args_is_help=True)
_LONGEST = 60  # characters of the words in a list
AsJson = Annotated[bool, typer.Option("--json", help="For a program.")]


@app.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """Number, time, who announced it, to how many, read by how many, reaching how many not; and how it begins."""
    with office() as session:
        rows = []
        for one in session.exec(select(Announcement).order_by(col(Announcement.id).desc())):
            fates = [to.fate for to in recipients_of(session, one)]
            failed = sum(fate in {Fate.FAILED, Fate.UNREACHED} for fate in fates)
            author = session.get_one(Officer, one.officer_id).name
            at = f"{one.at.astimezone(ZONE):%Y-%m-%d %H:%M}"
            rows.append((one.id, at, author, len(fates), fates.count(Fate.READ), failed, " ".join(one.text.split())))
    head = ("number", "at", "by", "people", "read", "not_reached", "text")
    if as_json:
        print_json([dict(zip(head, row, strict=True)) for row in rows])
        return
    print_table([(*row[:-1], row[-1][:_LONGEST]) for row in rows], head)


@app.command()
def show(number: Annotated[int, typer.Argument(help="As `announcement list` numbers it.")], as_json: AsJson = False) -> None:
    """Of each person: unit, name, telephone, what became of it (read, delivered, waiting, failed, unreached), when read."""
    with office() as session:
        found = session.get(Announcement, number)
        if found is None:
            raise NoSuchAnnouncement(number=number)
        rows = [
            (to.unit.code, to.officer.name, to.officer.phone, to.fate.value, to.read_at.isoformat() if to.read_at else "")
            for to in recipients_of(session, found)
        ]
    head = ("unit", "name", "phone", "fate", "read_at")
    if as_json:
        print_json([dict(zip(head, row, strict=True)) for row in rows])
        return
    print_table([[cell or "-" for cell in row] for row in rows], head)
