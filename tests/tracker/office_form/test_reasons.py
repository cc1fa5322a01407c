"""Every reason of doubt has a sentence of its own for the chat, with the same facts."""

import re

from bot.texts.office import form_doubts
from tracker.office_form import Guess


def names(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", sentence))


def test_every_reason_has_its_sentence() -> None:
    assert set(form_doubts.SENTENCES) == set(Guess)
    assert len(set(form_doubts.SENTENCES.values())) == len(Guess)
    for kind in Guess:
        assert names(form_doubts.SENTENCES[kind]) <= names(kind.value)
