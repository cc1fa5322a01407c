"""Names of units as tables have them: "XÃ LINH SƠN" of level "Xã" is Linh Sơn, a xã."""

from tracker.kernel.names import fold, tidy


def plain_level(level: str) -> str:
    """A name of level as it is kept: on one line, in small letters."""
    return " ".join(tidy(level).split()).lower()


def plain_name(name: str, level: str) -> str:
    """A name without its level's word before it; one in capitals is written as names are, if the level stood there so too."""
    words, of_level = tidy(name).split(), tidy(level).split()
    count = len(of_level)
    if not of_level or len(words) <= count or fold(" ".join(words[:count])) != fold(level):
        return " ".join(words)
    rest = words[count:]
    if all(word.isupper() for word in words):
        rest = [word.capitalize() for word in rest]
    return " ".join(rest)
