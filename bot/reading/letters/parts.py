"""The parts of a letter, each found by its words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.reading.letters import vocabulary as words
from bot.reading.letters.letter import CitedDocument, LetterDue
from tracker.calendar.deadlines import DAY_END
from tracker.calendar.periods import ZONE
from tracker.kernel.names import fold

_FAR_BACK = 160  # characters before a due day in which the recipients of it may be named


def one_line(text: str) -> str:
    """Without line breaks and doubled blanks."""
    return " ".join(text.split())


def day_of(found: re.Match[str], mark: str = "") -> date | None:
    """The day of a match; None for one that does not exist."""
    if found[f"d{mark}"] is None:
        return None
    try:
        return date(int(found[f"y{mark}"]), int(found[f"m{mark}"]), int(found[f"d{mark}"]))
    except ValueError:
        return None


def read_number(head: str) -> str:
    """The number of the letter, spelt in one way: "1649/UBND-NV"."""
    found = words.NUMBER.search(head)
    return re.sub(r"\s+", "", found[1]).replace("–", "-") if found else ""


def read_issued(head: str) -> date | None:
    """The day of the letter."""
    found = words.HEAD_DAY.search(head)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def read_about(head: Sequence[str]) -> str:
    """What stands after V/v, or, in a party's letter, under its number."""
    lines = list(head)
    start = next((n for n, line in enumerate(lines) if words.ABOUT.search(line)), None)
    if start is not None:
        lines[start] = words.ABOUT.split(lines[start])[-1]
    else:
        start = next((n + 1 for n, line in enumerate(lines) if words.NUMBER.search(line)), None)
    if start is None:
        return ""
    said: list[str] = []
    for line in lines[start:]:
        if not line.strip() or words.HEAD_DAY.search(line) or words.STATE.search(line):
            if said:
                break
            continue
        said.append(line)
    return one_line(" ".join(said))


def read_issuer(head: Sequence[str], text: str) -> str:
    """The office that writes: the lower of two names, a committee with its place; spelt as the text spells it."""
    names: list[str] = []
    for line in head:
        if words.NUMBER.search(line) or words.ABOUT.search(line):
            break
        left = re.split(r"\s{3,}", words.STATE.split(line)[0].strip())[0].strip(" *")
        if left and not words.HEAD_DAY.search(left) and left.upper() == left:
            names.append(left)
    if not names:
        return ""
    if len(names) > 1 and names[0] == words.COMMITTEE:
        name = f"{names[0]} {names[1]}"
    elif len(names) > 1 and fold(names[-1]) == fold(words.PARTY_OFFICE):
        name = f"{names[-1]} {names[0]}"
    elif len(names) > 1 and words.PARTY_COMMITTEE.match(names[0]):
        name = f"{names[-1]}, {names[0]}"
    else:
        name = names[-1]
    return _as_spelt(one_line(name), text)


def _as_spelt(name: str, text: str) -> str:
    """As the running text spells a name that stands in capitals; else with a capital at its beginning."""
    found = [one for one in re.findall(re.escape(name), text, re.IGNORECASE) if one.upper() != one]
    return found[0][:1].upper() + found[0][1:] if found else name.capitalize()


def read_recipients(body: str) -> tuple[str, str]:
    """What stands after "Kính gửi", in one line, and what follows it."""
    found = words.TO.search(body)
    if found is None:
        return "", body
    said: list[str] = []
    place, lines = 0, body[found.end() :].split("\n")
    for place, line in enumerate(lines):
        bare = line.strip()
        goes_on = bool(said) and not said[-1].rstrip().endswith((".", ";", ":")) and not words.BEGINS.match(bare)
        listed = bare.startswith(("-", "–"))
        if not bare:
            if said and not _more_listed(lines[place + 1 :]):
                break
            continue
        if said and not listed and not (goes_on and not _blank_before(lines, place)):
            break
        said.append(bare.lstrip("-– ") if listed or not said else f"\t{bare}")
    rest = "\n".join(lines[place:])
    joined = "; ".join(one.strip(" ;.,") for one in "\n".join(said).replace("\n\t", " ").split("\n"))
    return one_line(joined.replace(";;", ";")), rest


def _more_listed(lines: Sequence[str]) -> bool:
    return next((line.strip().startswith(("-", "–")) for line in lines if line.strip()), False)


def _blank_before(lines: Sequence[str], place: int) -> bool:
    return place > 0 and not lines[place - 1].strip()


def read_units(recipients: str) -> tuple[str, ...]:
    """The units that are named one by one: "Trưởng các phòng: Nội vụ; Tư pháp" are two; a group gives none."""
    found: list[str] = []
    several: tuple[str, str] | None = None
    for item in re.split(r";\s*", recipients):
        match = words.SEVERAL.match(item)
        if match:
            before = words.TITLES.sub("", f"{match['before']}các ").removesuffix("các ").strip()
            several = before, match["kind"].strip()
            found += [_unit(*several, name) for name in re.split(r",\s*", match["names"])]
        elif several and not words.OFFICES.match(item):
            found += [_unit(*several, name) for name in re.split(r",\s*", item)]
        elif not re.search(r"(?<!\w)các(?!\w)", item, re.IGNORECASE):
            found.append(item.strip(" ."))
            several = None
    return tuple(bare for one in found if (bare := words.COMMITTEE_OF.sub("", one)))


def _unit(before: str, kind: str, name: str) -> str:
    said = one_line(f"{before} {kind} {name.strip(' .')}")
    return said[:1].upper() + said[1:] if not before else said


def read_basis(body: str) -> tuple[CitedDocument, ...]:
    """The documents that the letter carries out."""
    found: list[CitedDocument] = []
    for paragraph in body.split("\n"):
        if not words.BASIS.match(paragraph.strip()):
            continue
        last = 0
        for one in words.DOCUMENT.finditer(paragraph):
            if found and not re.search(r"(?:\bvà|[;,])\s*$", paragraph[last : one.start()]):
                break  # what is reported on, no basis
            last = one.end()
            issuer = one_line(one["issuer"] or "")
            found.append(CitedDocument(one["kind"].capitalize(), one["number"].rstrip(",-"), day_of(one), issuer))
        break
    return tuple(found)


def with_place(cited: Sequence[CitedDocument], issuer: str) -> tuple[CitedDocument, ...]:
    """Documents "của Huyện ủy": of the one under which the letter's own office stands."""
    over = issuer.partition(", ")[2]
    short = (found[0] if (found := words.PARTY_COMMITTEE.match(over)) else "").strip()
    whole = f"{short[:1].upper()}{short[1:].lower()}{over[len(short) :].title()}"
    alike = [bool(short) and fold(one.issuer) == fold(short) for one in cited]
    return tuple(replace(one, issuer=whole) if same else one for one, same in zip(cited, alike, strict=True))


def read_window(body: str) -> tuple[tuple[date | None, date] | None, str]:
    """First and last day of the data, the first one None where only the end is told; and the words."""
    found = words.WINDOW.search(body)
    if found and (first := day_of(found)) and (last := day_of(found, "2")):
        return (first, last), one_line(found[0])
    ended = words.WINDOW_END.search(body)
    if ended and (last := day_of(ended)):
        return (None, last), one_line(ended[0])
    return None, ""


def read_dues(body: str, issued: date | None, closes: date | None) -> tuple[LetterDue, ...]:
    """The due days, each later than the letter and than the last day of the data."""
    found: list[LetterDue] = []
    for one in words.DUE.finditer(body):
        day = day_of(one)
        window = words.WINDOW_END.search(body)
        in_window = window is not None and window.start() <= one.start() < window.end()
        too_early = day is not None and ((issued and day < issued) or (closes and day <= closes))
        if day is None or in_window or too_early:
            continue
        found.append(_due(one, day, body))
    once = {(one.at, one.group): one for one in found}
    dues = tuple(once.values())
    return dues if len(dues) > 1 else tuple(LetterDue(d.at, d.words, d.inclusive, d.timed, "", d.wrong_weekday) for d in dues)


def _due(found: re.Match[str], day: date, body: str) -> LetterDue:
    before = fold(found["lead"]).startswith("truoc")
    weekday = 6 if found["sunday"] else words.WEEKDAYS.get(fold(found["weekday"] or ""))
    wrong = weekday is not None and weekday != day.weekday()
    group = _group(body[max(0, found.start() - _FAR_BACK) : found.start()])
    if found["hour"] and int(found["hour"]) < 24:  # noqa: PLR2004 - a day's
        at = datetime.combine(day, time(int(found["hour"]), int(found["minute"] or 0)), ZONE)
        return LetterDue(at, one_line(found[0]), not before, True, group, wrong)
    last = day - timedelta(days=1) if before else day
    return LetterDue(datetime.combine(last, DAY_END, ZONE), one_line(found[0]), not before, False, group, wrong)


def _group(before: str) -> str:
    """For whom a due day holds, if that stands in its clause."""
    clause = re.split(r"[.;:\n]", before)[-1]
    clause = re.sub(r"^\s*[-–]?\s*(?:\(?[ivx]+\)|\w\))?\s*", "", clause)
    said = words.GROUP_ENDS.sub("", clause).strip(" ,")
    return one_line(said)


def read_rule(body: str) -> str:
    """The words of a due day that follows from another one."""
    found = words.DUE_RULE.search(body)
    return one_line(found[0]) if found else ""


def read_letter_period(text: str) -> tuple[str, str]:
    """The first period that is named, and its words; a year that follows later counts for it."""
    said = words.SCHOOL_YEAR.sub(lambda found: " " * len(found[0]), text)
    best: tuple[int, str, str] | None = None
    for pattern, kind in words.PERIODS:
        found = pattern.search(said)
        if found is None or (best and best[0] <= found.start()):
            continue
        year = found["year"] or next(iter(re.findall(r"20\d{2}", said[found.end() :])), "")
        if year:
            best = found.start(), _code(kind, found.groupdict().get("part") or "", year), one_line(found[0])
    return (best[1], best[2]) if best else ("", "")


def _code(kind: str, part: str, year: str) -> str:
    if kind == "Q":
        return f"{year}-Q{words.ROMAN.get(part.lower(), part)}"
    if kind == "H":
        return f"{year}-H{1 if fold(part) == 'dau' else 2}"
    return f"{year}-M{int(part):02}" if kind == "M" else f"{year}-{kind}"


def read_form(body: str) -> str:
    """The words that name the form."""
    for found in words.FORM.finditer(body):
        said = one_line(found["form"] or found["form2"])
        return words.FORM_ENDS.split(said)[0].strip()
    return ""


def read_delivery(body: str) -> tuple[str, str]:
    """To which office, and over what."""
    found = words.SENT_TO.search(body)
    to = one_line(words.SENT_TO_ENDS.split((found["to"] or found["to2"]) if found else "")[0]).strip(" ,(")
    to = f"{to})" if to.count("(") > to.count(")") else to
    by = words.SENT_BY.search(body[found.start() :] if found else body) or words.SENT_BY.search(body)
    return to, words.MANNER.sub("", one_line(by["by"]).strip()) if by else ""
