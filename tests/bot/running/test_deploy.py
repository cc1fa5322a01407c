"""The files of deploy/: units that systemd takes, commands and settings that exist, a compose file of what is there."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli import Commands
from bot.running.variables import known_variables
from tests.house import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
_COMMAND = re.compile(r"\bdunghan (?P<first>[a-z]+)(?: (?P<second>[a-z-]+))?")


def test_the_units_are_there() -> None:
    assert [unit.name for unit in UNITS] == ["dunghan-backup.service", "dunghan-backup.timer", "dunghan.service"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/dunghan/.venv/bin/dunghan", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / unit.name) for unit in UNITS]
    said = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)  # noqa: S607
    about_ours = [line for line in said.stderr.splitlines() if "dunghan" in line]
    assert (about_ours, said.returncode) == ([], 0)


def test_what_is_installed_has_every_file_that_the_code_reads() -> None:
    """The image installs the packages, with the files beside the code that pyproject.toml names; here they are in place."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = project["tool"]["setuptools"]["package-data"]["*"]
    files = [path for package in ("bot", "tracker", "migrations") for path in (ROOT / package).rglob("*.*")]
    beside = [path for path in files if path.suffix not in {".py", ".pyc"} and path.is_file()]
    assert len(beside) > 50
    assert [path.name for path in beside if not any(map(path.match, named))] == []


def test_every_command_in_the_files_and_the_guide_exists() -> None:
    names = {one.name for one in Commands.named}
    files = [path for path in DEPLOY.rglob("*") if path.is_file()] + [ROOT / "docs" / "van-hanh.md"]
    said = [
        found["first"]
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for found in _COMMAND.finditer(line.replace("-u dunghan ", ""))
        if "serve serves" not in line
    ]
    assert len(said) > 15
    assert set(said) <= names


def test_compose_sets_only_what_is_read() -> None:
    compose = (DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8")
    settings = compose[compose.index("&settings") : compose.index("volumes:", compose.index("&settings"))]
    given = set(re.findall(r"^      ([A-Z_]+):", settings, re.MULTILINE))
    assert {"DATABASE_URL", "AUDIT_KEY"} <= given
    assert given <= set(known_variables())
    asked = set(re.findall(r"\$\{([A-Z_]+)", compose))
    example = (DEPLOY / "compose" / ".env.compose.example").read_text(encoding="utf-8")
    assert asked == set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))


def test_the_image_copies_what_there_is() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]]
    assert {"bot", "tracker", "migrations"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
