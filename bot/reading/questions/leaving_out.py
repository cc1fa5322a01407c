"""Units and levels that are left out, "trừ Ba Bể và mấy phường". Pure."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.reading.questions.vocabulary import BEHIND_EXCEPT, EXCEPT, LEVELS
from bot.reading.questions.words import Spoken
from tracker.kernel.names import fold

_JOINS = {"va", "voi", "cung", "lan", "may", "cac", "nhung", "ca", "vs"}  # between units that are left out


class NamedUnit(NamedTuple):
    """A unit that is named, and where its name begins and ends."""

    run: tuple[int, int]
    typed: str


class LeftOut(NamedTuple):
    """The units that are meant, and what stands behind "trừ": units and levels."""

    names: tuple[str, ...]
    but: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


def without_exceptions(said: Spoken, found: Sequence[NamedUnit], own: Collection[str]) -> LeftOut:
    """The names, and those units and levels that stand just behind "trừ", one after the other; they are taken away."""
    names = tuple(one.typed for one in found)
    tried = said.copy()
    run = tried.take_run(EXCEPT)
    if run is None:
        return LeftOut(names)
    words = {fold(level): level for level in (*LEVELS, *own)}
    by_place = {one.run[0]: one for one in found}
    at, but, levels = run[1], list[str](), list[str]()
    while at < len(said):
        one = by_place.get(at)
        level = next(
            (words[text] for text in (f"{said.folded_at(at)} {said.folded_at(at + 1)}", said.folded_at(at)) if text in words),
            "",
        )
        if one:
            but.append(one.typed)
            at = one.run[1]
        elif level:
            length = len(level.split())
            if at + length not in by_place:
                levels.append(level)
            tried.close((at, at + length))
            at += length
        elif said.folded_at(at) in _JOINS:
            tried.close((at, at + 1))
            at += 1
        else:
            break
    if not but and not levels:
        return LeftOut(names)
    tried.take_behind(at, BEHIND_EXCEPT)
    said.restore(tried)
    return LeftOut(tuple(one.typed for one in found if one.typed not in but), tuple(but), tuple(levels))
