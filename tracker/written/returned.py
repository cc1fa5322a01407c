"""A written report that comes back: the words under its headings, wherever somebody changed them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.kernel.names import fold
from tracker.written.drafting import DraftHeading, draft
from tracker.written.outline import OutlineHeading, heading_named
from tracker.written.own_words import WordedReport
from tracker.written.vocabulary import ITEM, LAST_LINES, NOTHING_YET

_SURE = 5  # words of a heading behind which the text may go on without a sign
_FEWEST = 3  # headings of a text that is a report on this outline
_SIGNS = " .:;,-–"


@dataclass(frozen=True)
class WordsRead:
    """What stands under a heading in a text: its lines, and whether the sentences from figures are not among them."""

    words: str
    replaces: bool = False


@dataclass(frozen=True)
class ReturnedReport:
    """By heading what a text has under it other than the draft, in printed order; the headings that it does not have."""

    changed: Mapping[str, WordsRead]
    missing: tuple[OutlineHeading, ...]


@dataclass
class _Block:
    """A heading that was found, those without a wording of their own behind it, and the lines under them."""

    headings: list[DraftHeading]
    lines: list[str] = field(default_factory=list)


def returned_report(paragraphs: Sequence[str], report: WordedReport) -> ReturnedReport | None:
    """What a text changes of the draft; None for one that has hardly a heading of the outline."""
    whole = draft(report.outline, report.known, {}, report.basis).headings
    blocks = list(_blocks(paragraphs, whole))
    if sum(bool(block.lines) for block in blocks) < min(_FEWEST, len(whole)):
        return None
    stands = {one.heading.slot: one for one in report.draft.headings}
    read = {slot: words for block in blocks for slot, words in _words_in(block, stands).items()}
    changed = {slot: words for slot, words in read.items() if _differs(words, stands.get(slot), report)}
    named = {block.headings[0].heading.slot for block in blocks}
    missing = (one for one in stands.values() if one.text and one.heading.slot not in named and (one.words or one.stated))
    return ReturnedReport(changed, tuple(one.heading for one in missing))


def words_under_headings(text: str, report: WordedReport) -> dict[str, str]:
    """The words of a message that names headings, "V. Kiến nghị: không có"; {} where it does not begin with one.

    A heading may be named by its mark or the words with which it begins, before a colon.
    """
    whole = draft(report.outline, report.known, {}, report.basis).headings
    read: dict[str, list[str]] = {}
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for place, line in enumerate(lines):
        found = _heading_in(line, whole, 0) or _named_in(line, whole, report)
        if found and whole[found[0]].heading.words:
            slot = whole[found[0]].heading.slot
            read.setdefault(slot, []).append(found[1].strip())
        elif place:
            read[slot].append(line)
        else:
            return {}
    return {slot: said for slot, words in read.items() if (said := "\n".join(filter(None, words)))}


def _named_in(line: str, headings: Sequence[DraftHeading], report: WordedReport) -> tuple[int, str] | None:
    name, colon, rest = line.partition(":")
    found = heading_named(report.outline, name) if colon else None
    return next(((place, rest) for place, one in enumerate(headings) if found and one.heading.slot == found.slot), None)


def _blocks(paragraphs: Sequence[str], headings: Sequence[DraftHeading]) -> Iterator[_Block]:
    block: _Block | None = None
    after = 0
    for text in paragraphs:
        if fold(text).strip().startswith(LAST_LINES):
            break
        found = _heading_in(text, headings, after)
        if found is None:
            if block:
                block.lines.append(_plain(text))
            continue
        if block:
            yield block
        place, rest = found
        behind = next((n for n in range(place + 1, len(headings)) if headings[n].text), len(headings))
        block, after = _Block(list(headings[place:behind]), [_plain(rest)]), place + 1
    if block:
        yield block


def _heading_in(text: str, headings: Sequence[DraftHeading], after: int) -> tuple[int, str] | None:
    """The heading with which a paragraph begins, and what stands behind it; the longest of those that are to come."""
    found = [
        (len(one.text), place, rest)
        for place, one in enumerate(headings[after:], after)
        if one.text and (rest := _behind(text, one.text)) is not None
    ]
    if not found:
        return None
    longest = max(found, key=lambda one: (one[0], -one[1]))
    return longest[1], _without_prompt(longest[2], headings[longest[1]].heading.prompt)


def _behind(text: str, heading: str) -> str | None:
    """What stands behind a heading with which the text begins, however it is marked and written; None if it does not."""
    bare, wanted = ITEM.sub("", text), fold(ITEM.sub("", heading)).strip(_SIGNS)
    said, place = "", 0
    while place < len(bare) and len(said) < len(wanted):
        letter = fold(bare[place]) or ("" if bare[place].strip() else " ")
        said += letter if letter != " " or not said.endswith(" ") else ""
        place += 1
    rest = bare[place:]
    if said != wanted or rest[:1].isalnum():
        return None
    goes_on = rest.strip()[:1].isalnum() and not rest.startswith(tuple(_SIGNS[1:]))
    return None if goes_on and len(wanted.split()) < _SURE else rest


def _without_prompt(rest: str, prompt: str) -> str:
    said = rest.lstrip(_SIGNS)
    if prompt and said.startswith("(") and fold(said[1:]).startswith(fold(prompt)[:20]):
        depth = 0
        for place, letter in enumerate(said):
            depth += (letter == "(") - (letter == ")")
            if not depth:
                return said[place + 1 :].lstrip(_SIGNS)
    return said


def _plain(text: str) -> str:
    """A line as it is compared; "" for dots that wait for words."""
    line = " ".join(text.split())
    return "" if NOTHING_YET.fullmatch(line) else line


def _words_in(block: _Block, stands: Mapping[str, DraftHeading]) -> dict[str, WordsRead]:
    first, *others = block.headings
    lines = [line for line in block.lines if line]
    read: dict[str, WordsRead] = {}
    for other in others:
        mine, lines = _taken(lines, other, stands.get(other.heading.slot))
        read[other.heading.slot] = mine
    gets = first if first.heading.words or not others else others[0]
    words, lines = _without_sentences(lines, gets)
    more = read.get(gets.heading.slot)
    said = "\n".join(filter(None, [more.words if more else "", *lines]))
    read[gets.heading.slot] = WordsRead(said, bool(gets.stated) and not words and (more is None or more.replaces))
    return read


def _taken(lines: Sequence[str], one: DraftHeading, stands: DraftHeading | None) -> tuple[WordsRead, list[str]]:
    """What of the lines is a heading's that has no wording of its own, and the rest."""
    there, left = _without_sentences(lines, one)
    mine = {_plain(line) for line in (stands.words or "").split("\n")} if stands else set()
    own = [line for line in left if line in mine]
    prompted = [line for line in left if one.heading.prompt and fold(line).startswith(f"{fold(one.heading.prompt)}:")]
    own += [said for line in prompted if (said := _plain(line.partition(":")[2]))]
    rest = [line for line in left if line not in mine and line not in prompted]
    return WordsRead("\n".join(own), bool(one.stated) and not there), rest


def _without_sentences(lines: Sequence[str], one: DraftHeading) -> tuple[bool, list[str]]:
    """Whether the sentences from figures stand there, as they are drafted, and what stands beside them."""
    said = _plain(" ".join(stated.text for stated in one.stated))
    if not said:
        return False, list(lines)
    for place, line in enumerate(lines):
        if said in line:
            beside = [part for part in map(str.strip, line.split(said, 1)) if part]
            return True, [*lines[:place], *beside, *lines[place + 1 :]]
    return False, list(lines)


def _differs(read: WordsRead, stands: DraftHeading | None, report: WordedReport) -> bool:
    words = (stands.words if stands else None) or ""
    was = "\n".join(filter(None, map(_plain, words.split("\n"))))
    given = report.words.get(stands.heading.slot) if stands else None
    return read.words != was or read.replaces != bool(given and given.replaces)
