"""What somebody says of headings, made words for them and recorded: in the chat as on a page."""

from collections.abc import Mapping

from bot.conversation.core.turn import Turn
from bot.reading.words_said import Worded, WordsSaid
from tracker.narrative.words import HeadingWords, give_words
from tracker.reports.reports import Report
from tracker.tasks.figures import finished_in_book
from tracker.tasks.task import Task
from tracker.written.drafting import DraftHeading
from tracker.written.outline import OutlineHeading
from tracker.written.own_words import WordedReport, worded_report
from tracker.written.refreshing import without_braces
from tracker.written.sentences import cells_of


def heading_of(worded: WordedReport, slot: str) -> OutlineHeading | None:
    """The heading of a slot, if the outline has it."""
    return next((one for one in worded.outline.headings if one.slot == slot), None)


def standing_of(worded: WordedReport, heading: OutlineHeading) -> DraftHeading:
    """The heading as it stands; one that is left out has nothing."""
    drafted = next((one for one in worded.draft.headings if one.heading == heading), None)
    return drafted or DraftHeading(heading, (), None, heading.text)


def tasks_of(turn: Turn, worded: WordedReport, heading: OutlineHeading) -> list[Task]:
    """The finished tasks that the sentences of a heading count."""
    cells = [cell for variants in heading.sentences for cell in cells_of(worded.known, variants)]
    return finished_in_book(turn.session, turn.report(), cells, turn.today)


def words_given(turn: Turn, worded: WordedReport, slot: str, said: WordsSaid) -> HeadingWords | None:
    """What an answer makes of a heading; None where last period is meant and had no words."""
    source, heading = turn.entry_source, heading_of(worded, slot)
    stands = worded.words.get(slot) or worded.before.get(slot)
    unlike = worded.words[slot].unlike if slot in worded.words else ()
    new = HeadingWords("", source.officer_id, source.at, unlike=unlike)
    if said.how is Worded.SAME:
        before = worded.before.get(slot)
        return before._replace(officer_id=source.officer_id, at=source.at) if before else None
    if said.how is Worded.DROP or (said.how is Worded.NONE and heading and standing_of(worded, heading).stated):
        return new
    if said.how is Worded.ADD and stands:
        return stands._replace(words="\n".join(filter(None, (stands.words, without_braces(said.words)))), at=source.at)
    return new._replace(words=without_braces(said.words.strip()))


def give(turn: Turn, report: Report, words: Mapping[str, HeadingWords]) -> None:
    """Let words stand, with the figures in them that the appendix has as places."""
    worded = worded_report(turn.session, report)
    following = {slot: worded.following(slot, given) for slot, given in words.items()}
    give_words(turn.session, report, following, turn.entry_source)


def record_said(turn: Turn, report: Report, given: Mapping[str, HeadingWords | None]) -> dict[str, HeadingWords]:
    """Record what answers made; words that say all that the sentences of their heading say stand instead of those."""
    before = worded_report(turn.session, report)
    words = {slot: one for slot, one in given.items() if one is not None}
    words = {slot: one._replace(replaces=one.replaces or before.says_all(slot, one)) for slot, one in words.items()}
    if words:
        give(turn, report, words)
    return words


def take_before(turn: Turn, report: Report) -> list[str]:
    """Let last period's words stand wherever there are none yet; gives those headings."""
    source = turn.entry_source
    before = worded_report(turn.session, report).before
    given = {slot: one._replace(officer_id=source.officer_id, at=source.at) for slot, one in before.items()}
    give_words(turn.session, report, given, source)
    return list(given)
