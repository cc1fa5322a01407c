"""Words that were typed on a page: read and recorded as the chat does it, or named back at their field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.conversation.core.doing import do
from bot.conversation.writing import unlike
from bot.conversation.writing.given import heading_of, record_said, take_before, tasks_of, words_given
from bot.conversation.writing.lost import keep_elsewhere
from bot.messages.actions import UNDO
from bot.messages.messages import Outgoing
from bot.pages.form_fields import TypedBack
from bot.pages.page_turn import PageTurn, do_on_page
from bot.pages.words_page import FIELD, KEEP_BOTH, MEND_FIGURE, MEND_WORDS, NOWHERE, PUT, SAME, TASKS, key_of, text_of
from bot.reading.words_said import Worded, WordsSaid, read_words_said
from bot.texts.pages import form as pages
from bot.texts.pages import words as sentences
from bot.texts.writing import words as chat
from bot.texts.writing.lost import put
from tracker.narrative.words import HeadingWords, give_words
from tracker.office.officers import Officer
from tracker.written.own_words import WordedReport, worded_report


@dataclass
class _Taken:
    """What comes of a page: words by their headings, headings that lose theirs, and what is not taken."""

    given: dict[str, HeadingWords] = field(default_factory=dict)
    emptied: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, text: str, why: str) -> None:
        """What was typed stays on the page, with why it is not taken."""
        self.texts[name], self.wrong[name] = text, why


def save_words(turn: PageTurn, posted: Mapping[str, str]) -> tuple[TypedBack, list[str], list[Outgoing]]:
    """Record what was typed; gives what is not taken, what is said, and what others are told."""
    taken = _Taken()
    said, told = do_on_page(turn, lambda: _save(turn, posted, taken))
    left = len(worded_report(turn.session, turn.report()).draft.empty)
    return TypedBack(taken.texts, taken.wrong), [sentences.saved(len(taken.wrong), left), *said], told


def _save(turn: PageTurn, posted: Mapping[str, str], taken: _Taken) -> None:
    report = turn.report()
    worded = worded_report(turn.session, report)
    for heading in worded.outline.headings:
        if heading.words and FIELD + heading.slot in posted:
            _hear(turn, worded, heading.slot, posted, taken)
    record_said(turn, report, taken.given)
    give_words(turn.session, report, dict.fromkeys(taken.emptied), turn.entry_source)
    _settle(turn, posted, taken)
    for name in [name for name in posted if name.startswith(PUT) and posted[name]]:
        worded, slot = worded_report(turn.session, report), name.removeprefix(PUT)
        to = heading_of(worded, posted[name])
        if slot in worded.lost and (to or posted[name] == NOWHERE):
            turn.note(put(worded.lost[slot].name, to))
            keep_elsewhere(turn, worded, slot, to)


def _hear(turn: PageTurn, worded: WordedReport, slot: str, posted: Mapping[str, str], taken: _Taken) -> None:
    name, stands = FIELD + slot, text_of(worded, slot)
    text, was = _lines(posted[name]), _lines(posted.get(f"was:{name}", ""))
    changed = text not in {was, stands}
    if changed and was != stands and (theirs := _of_another(turn, worded, slot)):
        taken.refuse(name, text, theirs)
    elif changed and not text:
        taken.emptied.append(slot)
    elif changed:
        _read(turn, worded, slot, text, taken)
    elif SAME + slot in posted and slot in worded.before:
        _read(turn, worded, slot, chat.SAME, taken)
    if TASKS + slot in posted and name not in taken.wrong:
        _add_tasks(turn, worded, slot, taken)


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _of_another(turn: PageTurn, worded: WordedReport, slot: str) -> str:
    """That somebody else has given words since the page was shown; "" if nobody has."""
    given = worded.words.get(slot)
    if given is None or given.officer_id == turn.officer.id:
        return ""
    return pages.entered_by(turn.session.get_one(Officer, given.officer_id).name, text_of(worded, slot), given.at)


def _read(turn: PageTurn, worded: WordedReport, slot: str, text: str, taken: _Taken) -> None:
    said = read_words_said(text)
    if said.how is Worded.LATER:
        return
    given = words_given(turn, worded, slot, said)
    if given is None:
        taken.refuse(FIELD + slot, text, chat.NO_SAME)
    else:
        taken.given[slot] = given


def _add_tasks(turn: PageTurn, worded: WordedReport, slot: str, taken: _Taken) -> None:
    heading = heading_of(worded, slot)
    tasks = tasks_of(turn, worded, heading) if heading else []
    if not tasks:
        return
    listed = chat.task_list(tasks)
    before = taken.given.get(slot)
    added = words_given(turn, worded, slot, WordsSaid(Worded.ADD, listed))
    if before is not None:
        added = before._replace(words="\n".join(filter(None, (before.words, listed))))
    if added is not None:
        taken.given[slot] = added


def _settle(turn: PageTurn, posted: Mapping[str, str], taken: _Taken) -> None:
    """What is chosen for contradictions: the words mended, the figure mended, or both kept with a reason."""
    for key in [name.partition(":")[2] for name in posted if name.startswith((MEND_WORDS, MEND_FIGURE, KEEP_BOTH))]:
        worded = worded_report(turn.session, turn.report())
        slot = key.partition("|")[0]
        figure = next((one for one in worded.unlike().get(slot, []) if key_of(slot, one) == key), None)
        why = posted.get(KEEP_BOTH + key, "").strip()
        if figure is None:
            turn.note(sentences.REASON_LEFT.format(why=why) if why else "")
        elif MEND_WORDS + key in posted:
            unlike.mend_words(turn, worded, slot, figure)
        elif MEND_FIGURE + key in posted:
            unlike.mend_figure(turn, figure)
        elif why and (reason := turn.reason(why)):
            unlike.keep_both(turn, worded, slot, figure, reason)
        elif why:
            taken.refuse(KEEP_BOTH + key, why, turn.take_said()[-1])


def take_words_before(turn: PageTurn) -> tuple[list[str], list[Outgoing]]:
    """Let last period's words stand wherever there are none yet; what they carry over is named to be looked at."""
    report = turn.report()
    before = worded_report(turn.session, report)
    slots: list[str] = []
    said, told = do_on_page(turn, lambda: slots.extend(take_before(turn, report)))
    left = len(worded_report(turn.session, report).draft.empty)
    taken = chat.taken_many(len(slots), left) if slots else chat.NOTHING_TO_TAKE
    return [*said, *filter(None, (taken, chat.to_look_at(before, slots)))], told


def take_back_words(turn: PageTurn) -> tuple[list[str], list[Outgoing]]:
    """Take back what the person's last message or page did to this report."""
    return do_on_page(turn, lambda: turn.follow(do(turn, UNDO, "")))
