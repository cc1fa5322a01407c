"""A letter that asks for a report, as the command line shows it and opens a round of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from bot.errors.command_line import LetterLacks, LetterOpensNone
from bot.reading.letters.letter import Letter, LetterKind
from tracker.calendar.periods import Period
from tracker.form_sheet.attached import form_in_use
from tracker.office.units import Unit, units_called
from tracker.understanding.understood_form import UnderstoodForm


def letter_parts(letter: Letter) -> Iterator[tuple[str, str, str]]:
    """Part, value and the words that it was read from."""
    yield "kind", letter.kind.value, letter.about
    yield "number", letter.number, ""
    yield "issued", letter.issued.isoformat() if letter.issued else "", ""
    yield "issuer", letter.issuer, ""
    yield "form", "", letter.form
    yield "period", letter.period, letter.period_words
    since, until = letter.window or (None, None)
    yield "window", f"{since or ''}..{until or ''}" if letter.window else "", letter.window_words
    for due in letter.dues:
        yield "due", due.at.isoformat(), f"{due.group}: {due.words}" if due.group else due.words
    if letter.due_rule:
        yield "due", "", letter.due_rule
    yield "to", "; ".join(letter.units), letter.recipients
    yield "deliver", letter.deliver_by, letter.deliver_to
    for one in letter.basis:
        yield "basis", f"{one.kind} {one.number}", one.issuer


def require_whole(letter: Letter, form: str | None, period: str | None, due: str | None) -> None:
    """Refuse what opens no round, or lacks what is not said beside it; raises LetterLacks, LetterOpensNone."""
    if letter.kind is not LetterKind.REQUEST:
        raise LetterOpensNone(kind=letter.kind.value)
    due_known = due or (len(letter.dues) == 1 and not letter.asks_about_due)
    known = {"form": form, "period": period or letter.period, "due": due_known}
    lacks = [name for name, there in known.items() if not there]
    if lacks:
        raise LetterLacks(parts=", ".join(lacks), options=", ".join(f"--{name}" for name in lacks))


def letter_window(letter: Letter, period: Period) -> tuple[date, date]:
    """The days of the data as the letter has them, those of the decree where it does not say."""
    since, until = period.window()
    if letter.window is None:
        return since, until
    return letter.window[0] or since, letter.window[1]


def units_of_letter(letter: Letter, below: list[Unit]) -> list[Unit]:
    """The units that the letter names, each found by its name; none for a group, which is all that report."""
    found = [units_called(below, name) for name in letter.units]
    unclear = [name for name, fitting in zip(letter.units, found, strict=True) if len(fitting) != 1]
    if unclear:
        raise LetterLacks(parts="; ".join(unclear), options="--units")
    return [fitting[0] for fitting in found]


def attached_parts(attached: Sequence[UnderstoodForm]) -> Iterator[tuple[str, str, str]]:
    """The blank appendices of the letter, as its parts are shown."""
    for one in attached:
        yield "attached", f"{len(one.form.rows)} rows", one.form.name


def form_attached(session: Session, attached: Sequence[UnderstoodForm]) -> str | None:
    """The code of the form in use that is among the blank appendices of the letter; None for none."""
    known = (form_in_use(session, one.form) for one in attached)
    return next((form.code for form in known if form), None)
