"""Rates of tasks: the numbers by class, the rates with their formulas; for the desk also by unit and field, and the book."""

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.tasks import listing
from bot.conversation.tasks.actions import RATES
from bot.conversation.tasks.asking import refusing
from bot.conversation.tasks.places import TaskRates
from bot.messages.actions import TASKS, Action, Choice
from bot.messages.messages import Attachment
from bot.reading.periods import read_period
from bot.texts.tasks import buttons
from bot.texts.tasks import rating as sentences
from tracker.calendar.periods import Period, WindowRule, parse_period
from tracker.office.officers import is_desk
from tracker.office.units import units_of_codes
from tracker.tasks.history import View, in_lead, seen_tasks
from tracker.tasks.rates import By, TaskCounts, tallies_within, tally_within
from tracker.workbooks.pictures import table_picture
from tracker.workbooks.task_book import task_book

RATES_BY, RATES_PICTURE, TASK_BOOK = Action("ratesby"), Action("ratespicture"), Action("taskbook")


@does(RATES)
@refusing
def show(turn: Turn, words: str) -> Next:
    """To the rates of a period, "quý 1", "năm 2024"; of this year so far if none is named."""
    period = read_period(words, turn.today) if words else parse_period(f"{turn.today.year}-Y")
    if period is None:
        turn.note(sentences.no_period(words))
        return STAY
    if period.window(WindowRule.CALENDAR)[0] > turn.today:
        turn.note(sentences.not_begun(period))
        return STAY
    return Go(TaskRates(period.code))


def _period(turn: Turn) -> Period:
    held = turn.held
    return parse_period((held.period if isinstance(held, TaskRates) else "") or f"{turn.today.year}-Y")


def _view(turn: Turn) -> View:
    """The period by calendar, or as much of it as is over."""
    since, until = _period(turn).window(WindowRule.CALENDAR)
    return View(min(until, turn.today), since)


def ask(turn: Turn, _held: TaskRates) -> None:
    """The numbers, the rates, and what else can be seen."""
    view = _view(turn)
    if is_desk(turn.officer):
        tally = tally_within(turn.session, turn.unit, view)
    else:
        tally = TaskCounts.of(seen_tasks(turn.session, view, [in_lead([turn.unit.id])]))
    _say(turn, sentences.tally(tally))


def _say(turn: Turn, text: str, attachment: Attachment | None = None) -> None:
    choices: list[Choice] = []
    if is_desk(turn.officer):
        choices = [RATES_BY.choice(label, by) for by, label in sentences.RATES_BY.items()]
        choices += [RATES_PICTURE.choice(sentences.PICTURE), TASK_BOOK.choice(sentences.BOOK)]
    title = sentences.rates_title(turn.unit, _period(turn), _view(turn))
    turn.say(text, [*choices, TASKS.choice(buttons.TASKS)], title=title, numbered=True, attachment=attachment)


def has_tasks(turn: Turn) -> bool:
    """Whether there is any task in the period at hand."""
    return turn.at(TaskRates) and any(tally_within(turn.session, turn.unit, _view(turn)).counts.values())


@does(RATES_BY)
@refusing
def show_by(turn: Turn, by: str) -> Next:
    """One line a unit or a field."""
    if is_desk(turn.officer) and turn.at(TaskRates):
        _say(turn, sentences.tallies(_tallies(turn, By(by))))
    return STAY


def _tallies(turn: Turn, by: By) -> dict[str, TaskCounts]:
    """By the name of the unit or the field."""
    tallies = tallies_within(turn.session, turn.unit, _view(turn), by)
    units = [] if by is By.FIELD else units_of_codes(turn.session, tallies)
    names = {unit.code: unit.full_name for unit in units}
    return {names.get(key, key): tally for key, tally in tallies.items()}


@does(RATES_PICTURE)
@refusing
def send_picture(turn: Turn, _rest: str) -> Next:
    """The rates by unit as a picture."""
    if is_desk(turn.officer) and turn.at(TaskRates):
        rows = sentences.picture_rows(_tallies(turn, By.UNIT))
        title = sentences.picture_title(turn.unit, _period(turn), _view(turn))
        picture = Attachment(sentences.PICTURE_NAME, table_picture(title, sentences.PICTURE_HEAD, rows), turn.unit.id)
        _say(turn, sentences.HERE_IS_THE_PICTURE, picture)
    return STAY


@does(TASK_BOOK)
@refusing
def send_book(turn: Turn, _rest: str) -> Next:
    """The book of tasks as a spreadsheet, as it stood at the end of the period."""
    if is_desk(turn.officer) and turn.at(TaskRates):
        book = task_book(turn.session, turn.unit, _view(turn))
        _say(turn, sentences.HERE_IS_THE_BOOK, Attachment(sentences.book_name(turn.unit), book, turn.unit.id))
    return STAY


TASK_RATES = Step(
    holds=TaskRates,
    manner=manners.AT_REST,
    ask=ask,
    hear=listing.hear,
    settled=never,
    back=lambda _turn, _held: Go(Menu()),
    go_on=stay,
    keep=keep_nothing,
)
