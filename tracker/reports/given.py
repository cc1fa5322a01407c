"""Words that somebody gave for a figure."""

from datetime import datetime
from typing import NamedTuple


class WordsGiven(NamedTuple):
    """Why a figure is kept, or the answer to a comment on it: the words, by whom and when."""

    words: str
    officer_id: int
    at: datetime
