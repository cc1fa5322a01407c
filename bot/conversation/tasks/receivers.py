"""The units that get a task, found by a part of their name and asked back where it fits none or several."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.conversation.core.naming import Pick, ask_back
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.tasks.draft import Assigning, TaskPart
from bot.messages.actions import LEAVE, Action
from bot.reading.dates.spelling import pattern
from bot.texts.desk import rounds
from bot.texts.tasks import buttons
from tracker.kernel.names import fold
from tracker.office.units import Unit, reporting_units, units_below, units_called

RECEIVER, NO_RECEIVER = Action("receiver"), Action("noreceiver")
_EVERYBODY = re.compile("(?:tat ca|toan bo)(?: (?:cac )?(?:don vi|xa))?|(?:tat ca )?cac don vi")
_BETWEEN = pattern(r"[,;\n]|_(?:và|với|cùng_với|lẫn)_")
_LONGEST_NAME = 8  # words


class UnitsNamed(NamedTuple):
    """The units that names mean, and the names that are not clear."""

    units: tuple[int, ...]
    unclear: tuple[str, ...]


def candidates(turn: Turn) -> list[Unit]:
    """To whom the desk may give a task: its own unit and those below it."""
    return [turn.unit, *units_below(turn.session, turn.unit, turn.today)]


def named(turn: Turn, text: str) -> UnitsNamed:
    """The units of "Bản Thi, Xuân Lạc", "tất cả" or "các xã"."""
    among, units, unclear = candidates(turn), [], []
    for name in filter(None, (part.strip(" .:") for part in _BETWEEN.split(text))):
        many = _many(turn, name)
        fitting = many or units_called(among, name)
        if many or len(fitting) == 1:
            units += [unit.id for unit in fitting]
        else:
            unclear.append(name)
    return UnitsNamed(tuple(dict.fromkeys(units)), tuple(unclear))


def _many(turn: Turn, name: str) -> list[Unit]:
    """Every unit that reports to the desk, or all of them of one level."""
    said = fold(name)
    level = re.sub("^(?:tat ca )?cac ", "", said)
    if not _EVERYBODY.fullmatch(said) and level == said:
        return []
    units = reporting_units(turn.session, turn.unit, turn.today)
    return units if _EVERYBODY.fullmatch(said) else [unit for unit in units if fold(unit.level) == level]


def leading(turn: Turn, text: str) -> tuple[str, str]:
    """The names with which a text begins, "Bản Thi, Xuân Lạc nộp kế hoạch", and what follows them."""
    exact = {key for unit in candidates(turn) for key in (fold(unit.name), fold(unit.full_name), fold(unit.code))}
    names: list[str] = []
    words = text.split()
    while length := _length_of_name(words, exact):
        name, words = " ".join(words[:length]), words[length:]
        names.append(name.rstrip(",;"))
        if words and fold(words[0]) == "va":
            words = words[1:]
        elif not name.endswith((",", ";")):
            break
    return ", ".join(names), " ".join(words)


def _length_of_name(words: Sequence[str], exact: set[str]) -> int:
    for length in range(min(len(words), _LONGEST_NAME), 0, -1):
        said = fold(" ".join(words[:length]).rstrip(",;"))
        if said in exact or _EVERYBODY.fullmatch(said):
            return length
    return 0


def ask(turn: Turn, draft: Assigning) -> None:
    """Ask back the first name that is not clear."""
    others = [NO_RECEIVER.choice(rounds.LEAVE_OUT), LEAVE.choice(buttons.LEAVE)]
    ask_back(turn, draft.unclear[0], candidates(turn), Pick(RECEIVER), others)


def answer(turn: Turn, draft: Assigning, text: str) -> Assigning:
    """The units were asked for, or the first unclear name was typed anew."""
    found = named(turn, text)
    if not draft.unclear:
        return draft.said(units=found.units, unclear=found.unclear) if found.units or found.unclear else draft
    kept = tuple(dict.fromkeys((*draft.units, *found.units)))
    return draft.said(units=kept, unclear=(*found.unclear, *draft.unclear[1:]))


def pick(turn: Turn, draft: Assigning, number: str) -> Assigning:
    """The first unclear name is this unit."""
    wanted = number_in(number)
    if not draft.unclear or wanted not in {unit.id for unit in candidates(turn)}:
        return draft
    return draft.said(units=tuple(dict.fromkeys((*draft.units, wanted))), unclear=draft.unclear[1:])


def leave_out(draft: Assigning) -> Assigning:
    """Without the first unclear name; if nobody is left they are asked for again."""
    left = draft.said(unclear=draft.unclear[1:])
    return left if left.units or left.unclear else left.again(TaskPart.UNITS)


def helping(turn: Turn, draft: Assigning) -> list[Unit]:
    """The units that would take part, by name; those that lead do anyway."""
    return [unit for unit in candidates(turn) if unit.id in draft.co_units and unit.id not in draft.units]


def of(turn: Turn, draft: Assigning) -> list[Unit]:
    """The units that would get it, by name."""
    return [unit for unit in candidates(turn) if unit.id in draft.units]
