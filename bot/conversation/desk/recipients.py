"""The units that a letter names, as the desk types them: each found by its name, asked back where it fits none or several."""

import re
from collections.abc import Sequence

from bot.conversation.core.naming import Pick, ask_back
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.desk.round_draft import OpeningRound, RoundPart
from bot.messages.actions import Action
from bot.texts.desk import rounds as sentences
from tracker.kernel.names import fold
from tracker.office.units import Unit, units_below, units_called
from tracker.reports.rounds import units_asked

RECIPIENT, NO_RECIPIENT = Action("recipient"), Action("norecipient")
_ALL = {"tat ca", "tat ca don vi", "tat ca cac don vi", "cac don vi", "het"}


def choose(turn: Turn, draft: OpeningRound, text: str) -> OpeningRound:
    """The draft for the units of "Nội vụ; Tư pháp, các xã"; "tất cả" is every unit that reports."""
    if fold(text).strip(" .") in _ALL:
        return draft.said(recipients=(), unclear=())
    return _add(turn, draft.said(recipients=(), unclear=()), _names(text), draft)


def _add(turn: Turn, base: OpeningRound, names: Sequence[str], otherwise: OpeningRound) -> OpeningRound:
    """The base with these units; `otherwise` if there are no names."""
    found, unclear = list(base.recipients), []
    for name in names:
        level = _of_level(turn, base, name)
        units = level or units_called(_below(turn, base), name)
        if level or len(units) == 1:
            found += [unit.id for unit in units]
        else:
            unclear.append(name)
    if not names:
        return otherwise
    return base.said(recipients=tuple(dict.fromkeys(found)), unclear=(*unclear, *base.unclear))


def _names(text: str) -> list[str]:
    """The names of a list, also as a letter prints it: "- Trưởng các phòng: Nội vụ; Tư pháp,"."""
    parts = [part.rsplit(":", 1)[-1].strip(" .-–•/") for part in re.split(r"[,;\n]", text)]
    return [part for part in parts if part]


def _below(turn: Turn, draft: OpeningRound) -> list[Unit]:
    return units_below(turn.session, turn.unit, draft.days[1])


def _of_level(turn: Turn, draft: OpeningRound, name: str) -> list[Unit]:
    level = re.sub("^(tat ca )?(cac )?", "", fold(name))
    return [unit for unit in _below(turn, draft) if fold(unit.level) == level]


def are_of_one_level(turn: Turn, draft: OpeningRound) -> bool:
    """Whether every unit below the desk's own is one of the lowest."""
    return len(_below(turn, draft)) == len(units_asked(turn.session, turn.unit, "", draft.days[1]))


def ask(turn: Turn, draft: OpeningRound) -> None:
    """Ask back the first name that is not clear."""
    ask_back(turn, draft.unclear[0], _below(turn, draft), Pick(RECIPIENT), [NO_RECIPIENT.choice(sentences.LEAVE_OUT)])


def answer(turn: Turn, draft: OpeningRound, text: str) -> OpeningRound:
    """The first unclear name was typed anew."""
    return _add(turn, draft.said(unclear=draft.unclear[1:]), _names(text), draft)


def leave_out(draft: OpeningRound) -> OpeningRound:
    """Without the first unclear name; if none is left it is asked again, since nobody named would be everybody."""
    left = draft.said(unclear=draft.unclear[1:])
    return left if left.recipients or left.unclear else left.again(RoundPart.RECIPIENTS)


def pick(turn: Turn, draft: OpeningRound, number: str) -> OpeningRound:
    """The first unclear name is this unit."""
    wanted = number_in(number)
    if wanted not in {unit.id for unit in _below(turn, draft)}:
        return draft
    return draft.said(recipients=tuple(dict.fromkeys((*draft.recipients, wanted))), unclear=draft.unclear[1:])


def of(turn: Turn, draft: OpeningRound) -> list[Unit]:
    """The units that the round would ask, by name."""
    if not draft.recipients:
        return units_asked(turn.session, turn.unit, "", draft.days[1])
    return [unit for unit in _below(turn, draft) if unit.id in draft.recipients]
