"""Rates of tasks: the numbers by class, the rates with their formulas; for the desk also by unit and field, and the book."""

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.messages.choices import Choice
from bot.messages.messages import Attachment
from bot.reading.periods import read_period
from bot.texts.tasks import buttons
from bot.texts.tasks import rating as sentences
from tracker.calendar.periods import Period, WindowRule, parse_period
from tracker.office.officers import is_desk
from tracker.office.units import units_of_codes
from tracker.tasks.history import View, in_lead, seen_tasks
from tracker.tasks.rates import By, Tally, tallies_within, tally_within
from tracker.workbooks.pictures import table_picture
from tracker.workbooks.task_book import task_book


def show(turn: Turn, words: str) -> None:
    """To the rates of a period, "quý 1", "năm 2024"; of this year so far if none is named."""
    period = read_period(words, turn.today) if words else parse_period(f"{turn.today.year}-Y")
    if period is None:
        turn.note(sentences.no_period(words))
        return
    if period.window(WindowRule.CALENDAR)[0] > turn.today:
        turn.note(sentences.not_begun(period))
        return
    turn.stand(At.TASK_RATES)
    turn.hold(period=period.code)


def _period(turn: Turn) -> Period:
    return parse_period(turn.place.held.get("period", f"{turn.today.year}-Y"))


def _view(turn: Turn) -> View:
    """The period by calendar, or as much of it as is over."""
    since, until = _period(turn).window(WindowRule.CALENDAR)
    return View(min(until, turn.today), since)


def ask(turn: Turn) -> None:
    """The numbers, the rates, and what else can be seen."""
    view = _view(turn)
    if is_desk(turn.officer):
        tally = tally_within(turn.session, turn.unit, view)
    else:
        tally = Tally.of(seen_tasks(turn.session, view, [in_lead([turn.unit.id])]))
    _say(turn, sentences.tally(tally))


def _say(turn: Turn, text: str, attachment: Attachment | None = None) -> None:
    choices: list[Choice] = []
    if is_desk(turn.officer):
        choices = [(label, f"ratesby {by}") for by, label in sentences.RATES_BY.items()]
        choices += [(sentences.PICTURE, "ratespicture"), (sentences.BOOK, "taskbook")]
    title = sentences.rates_title(turn.unit, _period(turn), _view(turn))
    turn.say(text, [*choices, (buttons.TASKS, "tasks")], title=title, numbered=True, attachment=attachment)


def show_by(turn: Turn, by: str) -> None:
    """One line a unit or a field."""
    if not is_desk(turn.officer) or turn.place.at != At.TASK_RATES:
        return
    _say(turn, sentences.tallies(_tallies(turn, By(by))))


def _tallies(turn: Turn, by: By) -> dict[str, Tally]:
    """By the name of the unit or the field."""
    tallies = tallies_within(turn.session, turn.unit, _view(turn), by)
    units = [] if by is By.FIELD else units_of_codes(turn.session, tallies)
    names = {unit.code: unit.full_name for unit in units}
    return {names.get(key, key): tally for key, tally in tallies.items()}


def send_picture(turn: Turn, _rest: str) -> None:
    """The rates by unit as a picture."""
    if is_desk(turn.officer) and turn.place.at == At.TASK_RATES:
        rows = sentences.picture_rows(_tallies(turn, By.UNIT))
        title = sentences.picture_title(turn.unit, _period(turn), _view(turn))
        picture = Attachment(sentences.PICTURE_NAME, table_picture(title, sentences.PICTURE_HEAD, rows), turn.unit.id)
        _say(turn, sentences.HERE_IS_THE_PICTURE, picture)


def send_book(turn: Turn, _rest: str) -> None:
    """The book of tasks as a spreadsheet, as it stood at the end of the period."""
    if is_desk(turn.officer) and turn.place.at == At.TASK_RATES:
        book = task_book(turn.session, turn.unit, _view(turn))
        _say(turn, sentences.HERE_IS_THE_BOOK, Attachment(sentences.book_name(turn.unit), book, turn.unit.id))
