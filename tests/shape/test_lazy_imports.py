"""What a command does not need is not imported: to list the commands or to look at the standing takes no bot."""

import inspect
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path
from pkgutil import resolve_name

import pytest
import typer
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.cli import Commands
from bot.cli.common.lazily import Deferred
from bot.storage.database import newest_revision
from tests.bot.cli.test_cli import Office, bare_office
from tests.house import ROOT, module_name

__all__ = ["bare_office"]  # a fixture
_RUN = """
import json, sys
from bot.cli import main
sys.argv = ["dunghan", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    assert not ended.code
print(json.dumps(list(sys.modules)))
"""
_IMPORT_ALL = """
import sys, pkgutil, importlib
sys.modules.update(dict.fromkeys(sys.argv[1:]))
import bot, tracker
for package in (bot, tracker):
    for one in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not one.name.endswith("__main__"):
            importlib.import_module(one.name)
"""
SERVING = {"telegram", "aiohttp", "httpx", "uvicorn", "starlette", "apscheduler", "bot.running.app"}
FILES = {"openpyxl", "PIL", "alembic", "holidays"}


def _run(folder: Path, *arguments: str) -> tuple[str, set[str]]:
    """What a command prints, and the modules that it has imported at its end."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DATABASE_URL": "sqlite:///dunghan.db"}
    command = [sys.executable, "-c", _RUN, *arguments]
    ran = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    said, _, modules = ran.stdout.strip().rpartition("\n")
    return said, set(json.loads(modules))


def test_the_help_names_every_command_and_imports_none(tmp_path: Path) -> None:
    said, modules = _run(tmp_path, "--help")
    words = " ".join(said.replace("│", " ").split())
    for one in Commands.named:
        assert f"{one.name} {one.help}" in words
    assert "bot.cli" in modules
    assert modules.isdisjoint(SERVING | FILES | {"sqlalchemy", "sqlmodel", "pydantic", "bot.cli.status"})


def _locked(name: str) -> set[str]:
    """The distributions that a lock names."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0].partition("[")[0] for line in lines if "==" in line}


def test_what_the_demo_installs_is_enough_for_all_modules() -> None:
    """The tests have more in their environment, the driver of PostgreSQL for one, which an office on SQLite need not have."""
    more = _locked("requirements-dev.lock") - _locked("requirements.lock")
    lacking = {name for name, of in packages_distributions().items() if {one.lower() for one in of} <= more}
    assert "psycopg" in lacking
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _IMPORT_ALL, *sorted(lacking)]
    subprocess.run(command, env=environment, check=True)


def test_the_standing_imports_nothing_that_serves_or_makes_files(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "dunghan.db")
    said, modules = _run(tmp_path, "status")
    assert said.startswith("messages: 0 waiting")
    assert "bot.cli.status" in modules
    assert modules.isdisjoint(SERVING | FILES)


@pytest.mark.parametrize("one", Commands.named, ids=lambda one: one.name)
def test_a_command_is_where_it_is_said_to_be_and_for_what(one: Deferred) -> None:
    found = resolve_name(one.place)
    assert isinstance(found, typer.Typer) or inspect.getdoc(found) == one.help
    loaded = one.load()
    assert (loaded.name, loaded.help) == (one.name, one.help)


def test_every_file_of_commands_is_named() -> None:
    with_commands = {
        f"{module_name(path)}:app"
        for path in (ROOT / "bot" / "cli").rglob("*.py")
        if "\napp = typer.Typer(" in path.read_text(encoding="utf-8") and path.stem != "__init__"
    }
    assert with_commands
    assert with_commands == {one.place for one in Commands.named if one.place.endswith(":app")}


def test_the_version_is_the_distributions(bare_office: Office) -> None:
    assert bare_office.does("--version") == f"dunghan {version('dunghan')}\n"


def test_the_newest_revision_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()
