"""The written report: its card with the draft as a document; a text that comes is a draft sent back, or a letter."""

from bot.conversation.core.doing import does
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu, Reviewing, WordsUnlike
from bot.conversation.core.turn import Turn
from bot.conversation.desk import letters
from bot.conversation.writing import cards, sent_back, templates
from bot.conversation.writing.cards import IN_WORD, USE_WORDS
from bot.conversation.writing.given import take_before
from bot.conversation.writing.templates import GivingTemplate
from bot.messages.actions import WORDS, WRITTEN
from bot.reading.letters.reader import looks_like_letter
from bot.texts.common.wording import report_name
from bot.texts.writing import words as sentences
from bot.texts.writing import written as checks
from tracker.office.officers import is_desk
from tracker.reports.reports import Report
from tracker.reports.snapshot import snapshot_of
from tracker.uploads.reading import TextRead
from tracker.written.checking import check_text
from tracker.written.drafting import known_of
from tracker.written.own_words import worded_report


def receive(turn: Turn, name: str, read: TextRead) -> Next:
    """A text came: of a desk a template or a letter; else a report, which is held against the appendix, its words taken."""
    text, held = "\n".join(read.paragraphs), turn.held
    if isinstance(held, GivingTemplate) and is_desk(turn.officer):
        return templates.receive(turn, held, name)
    if is_desk(turn.officer) and turn.rests and not turn.at(Reviewing) and looks_like_letter(text):
        return letters.receive(turn, text)
    if turn.at(Reviewing):
        report: Report | None = turn.overseen_report()
    else:
        report = cards.meant(turn, read.running)
    if report is None:
        turn.note(checks.WHICH)
        return STAY
    here = snapshot_of(turn.session, report)
    found = check_text(read.running, known_of(here))
    turn.note(checks.checked(here.form, report_name(here.round), found))
    return STAY if turn.at(Reviewing) else sent_back.receive(turn, report, read.running)


@does(WRITTEN)
def send_draft(turn: Turn, number: str) -> Next:
    """The card of the written report of this number, or of the one at hand, with its draft."""
    report = cards.named(turn, number)
    if report:
        cards.show(turn, report)
    return STAY


@does(USE_WORDS)
def use_words(turn: Turn, number: str) -> Next:
    """Let last period's words stand wherever there are none yet; what they carry over is named to be looked at."""
    report = cards.named(turn, number)
    if report is None:
        return STAY
    worded = worded_report(turn.session, report)
    given = take_before(turn, report)
    now = worded_report(turn.session, report)
    said = sentences.taken_many(len(given), len(now.draft.empty)) if given else sentences.NOTHING_TO_TAKE
    said = "\n".join(filter(None, (said, sentences.to_look_at(worded, given))))
    if given:
        offer_undo(turn)
    unlike = next(iter(now.unlike()), None)
    if turn.at(Menu) and not unlike:
        choices = [WORDS.choice(sentences.BY_HEADING, report.id)]
        turn.say(said, choices, numbered=True, attachment=cards.enclosed(turn, report, now))
        return STAY
    turn.enclose(cards.enclosed(turn, report, now))
    turn.note(said)
    return Go(WordsUnlike(unlike, alone=True), report) if unlike else STAY


@does(IN_WORD)
def send_for_word(turn: Turn, number: str) -> Next:
    """The draft to be changed in Word, and how it is sent back; nothing more where it just came back."""
    report = cards.named(turn, number)
    if report is None or turn.incoming.file:
        return STAY
    draft = cards.enclosed(turn, report, worded_report(turn.session, report))
    how = sentences.SEND_BACK_HERE if turn.carries.files else sentences.SEND_BACK_THERE
    text = f"{sentences.in_word(draft.name)}\n{how}"
    turn.want_file(sentences.IN_WORD, IN_WORD.data(report.id))
    if turn.at(Menu):
        turn.go(Menu(), report=report)
        turn.say(text, [WORDS.choice(sentences.BY_HEADING, report.id)], numbered=True, attachment=draft)
    else:
        turn.enclose(draft)
        turn.note(text)
    return STAY
