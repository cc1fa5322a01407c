"""How much room there is where the database is."""

import shutil
from pathlib import Path

from bot.storage.database import file_of

_MEGABYTE = 1024 * 1024


def free_megabytes(url: str) -> int:
    """Megabytes free where a database of SQLite is, or, for one on a server, in the folder that we work in."""
    path = file_of(url)
    return shutil.disk_usage(path.parent if path and path.parent.is_dir() else Path()).free // _MEGABYTE
