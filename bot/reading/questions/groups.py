"""The group of units that is meant, of two that are said together the narrower one. Pure."""

from collections.abc import Collection, Mapping

from bot.reading.questions.vocabulary import ABOUT, About
from bot.reading.questions.words import Spoken

_WIDER: Mapping[About, Collection[About]] = {  # a group, and those that it is a part of
    About.OVERDUE: {About.OVERDUE, About.OWING},
    About.NOT_STARTED: {About.NOT_STARTED, About.OWING},
    About.DRAFTING: {About.DRAFTING, About.OWING},
    About.UNFINISHED: {About.UNFINISHED, About.OWING},
    About.RETURNED: {About.RETURNED, About.OWING},
    About.OWING: {About.OWING},
    About.LATE: {About.LATE, About.HANDED_IN},
    About.ON_TIME: {About.ON_TIME, About.HANDED_IN},
    About.TO_REVIEW: {About.TO_REVIEW, About.HANDED_IN},
    About.ACCEPTED: {About.ACCEPTED, About.HANDED_IN},
    About.HANDED_IN: {About.HANDED_IN},
}


def take_about(said: Spoken) -> About | None:
    """The group that is meant; of two that are said together the narrower one, and what contradicts it stays open."""
    about = said.meant(ABOUT)
    while about is not None:
        tried = said.copy()
        other = tried.meant(ABOUT)
        together = other and (about if other in _WIDER.get(about, ()) else other if about in _WIDER.get(other, ()) else None)
        if not together:
            break
        about = together
        said.restore(tried)
    return about
