"""Every rule that may be broken, by its class, in words for the person; a class without words fails a test."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bot.texts.common.wording import day, moment, number
from bot.texts.refusals import command_line, forms, office, reports, tasks, uploads
from tracker.kernel.errors import RowNotAsked, TrackerError
from tracker.uploads.errors import UploadRefused

SENTENCES: Mapping[type[TrackerError], str] = {
    **office.SENTENCES,
    **forms.SENTENCES,
    **reports.SENTENCES,
    **tasks.SENTENCES,
    **uploads.SENTENCES,
    **command_line.SENTENCES,
}


def broken(error: TrackerError) -> str:
    """A broken rule, and what the person can do."""
    if isinstance(error, UploadRefused):
        return file_refused(error)
    sentence = SENTENCES[type(error)]
    if isinstance(error, RowNotAsked) and error.facts["by"]:
        sentence = reports.ROW_OF_ANOTHER_LEVEL
    return sentence.format(**{name: _fact(fact) for name, fact in error.facts.items()})


def file_refused(error: UploadRefused) -> str:
    """One or two sentences for the officer who sent the file."""
    facts = {name: number(Decimal(fact)) if isinstance(fact, int) else fact for name, fact in error.facts.items()}
    return SENTENCES[type(error)].format(**facts)


def _fact(fact: object) -> str:
    if isinstance(fact, datetime):
        return moment(fact)
    return day(fact) if isinstance(fact, date) else str(fact)
