"""An announcement as it is typed: whom it is for, and the words that follow. Pure."""

import re
from dataclasses import replace
from datetime import date

from bot.reading.questions.groups import take_about
from bot.reading.questions.leftover import LEADS, take_fillers
from bot.reading.questions.objects import NamesKnown, take_objects
from bot.reading.questions.question import Question
from bot.reading.questions.vocabulary import ANNOUNCED_TO, EVERYBODY, FILLERS, HAND_IN, LEAD, MANY, TOPICS, About, Topic
from bot.reading.questions.whens import spoken

_LONGEST = 25  # words that say whom it is for
_SAYING = re.compile(r"(:|\n|(?<!\w)(?:rằng|là)(?!\w))", re.IGNORECASE)  # between whom it is for and what is announced


def read_announcement(text: str, today: date, known: NamesKnown) -> tuple[Question, str]:
    """The order to announce something: whom it is for, and the words, as they were typed; "" where none follow.

    They follow a colon, a new line, "rằng" or "là"; else the longest beginning that says whom it is for, and nothing more.
    """
    head, sign, words = [*_SAYING.split(text, maxsplit=1), "", ""][:3]
    whole, _ = _announced_to(head, today, known)
    parts = [] if sign or not whole.left else re.findall(r"\S+\s*", text)
    without_forms = replace(known, is_form=NamesKnown().is_form)  # "…, báo cáo cải cách hành chính có mẫu mới"
    for count in range(min(len(parts), _LONGEST) - 1, 1, -1):
        asked, says_whom = _announced_to("".join(parts[:count]), today, without_forms)
        if says_whom and not asked.left:
            return asked, "".join(parts[count:]).strip()
    return whole, words.strip()


def _announced_to(head: str, today: date, known: NamesKnown) -> tuple[Question, bool]:
    """Whom an announcement is for, and whether it says so at all."""
    said = spoken(head)
    objects = take_objects(said, today, known)
    said.take_rule([rule for rule, topic in TOPICS.items() if topic is Topic.ANNOUNCE], LEADS)
    about = take_about(said)
    everybody = bool(said.take(EVERYBODY))
    take_fillers(said, [*FILLERS, *MANY, *HAND_IN, *LEAD, *ANNOUNCED_TO, *EVERYBODY])
    asked = Question(about or About.ALL, objects=objects, left=said.left, asks=True, topic=Topic.ANNOUNCE, by_name=True)
    return asked, bool(everybody or about or objects.names or objects.levels)
