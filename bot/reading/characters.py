"""Text as a person sees it: digits of full width, blanks that group digits, characters that nobody sees."""

import re
import unicodedata

from tracker.kernel.names import tidy

_GROUPING = "\u00a0\u2007\u2009\u202f"  # blanks that do not break a line: within digits they group
_GROUPED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[{_GROUPING}]\d{{3}})+(?!\d)")
_BLANK = re.compile(rf"[{_GROUPING}\u2000-\u200a\u205f\u3000]")
_DASH = re.compile("[\u2010-\u2015\u2212\ufe58\uff0d]")


def as_seen(text: str) -> str:
    """The text with plain digits, dashes and blanks, without unseen characters; "1\u202f234" is 1.234."""
    visible = "".join(_plain(c) for c in tidy(text) if unicodedata.category(c) != "Cf")
    grouped = _GROUPED.sub(lambda found: re.sub(rf"[{_GROUPING}]", ".", found[0]), visible)
    return _DASH.sub("-", _BLANK.sub(" ", grouped)).strip()


def _plain(character: str) -> str:
    """A digit or a sign of full width as the usual one."""
    return unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character
