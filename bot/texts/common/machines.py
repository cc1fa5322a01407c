"""What a browser calls itself, short enough for people."""

import re

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    *(("Zalo", "Zalo"), ("CocCoc", "Cốc Cốc"), ("coc_coc", "Cốc Cốc"), ("Edg", "Edge"), ("Firefox", "Firefox")),
    *(("OPR", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari")),
)


def machine_of(agent: str) -> str:
    """A browser and its system, "Chrome, Windows"; "" where neither is known."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, agent)), "")
    return ", ".join(filter(None, (browser, system)))
