"""What the documents say is what the program does."""

import io
import logging
import re
import shlex
import sys
from pathlib import Path

import pytest
import typer.main

from bot.channels.registry import services
from bot.channels.variables import Variables
from bot.cli import app, main
from bot.cli.common.lazily import LazyGroup
from bot.running.settings import Settings
from tests.house import CODE, FLOORS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_transcript_in_the_readme_is_what_the_demo_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = re.search(r"```console\n\$ printf '(?P<typed>[^']+)' \| make --silent demo\n(?P<said>.*?)```", README, re.DOTALL)
    assert block
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["dunghan", "demo"])
    monkeypatch.setattr(sys, "stdin", io.StringIO(block["typed"].replace("\\n", "\n")))
    handlers = logging.getLogger().handlers[:]
    with pytest.raises(SystemExit) as ended:
        main()
    logging.getLogger().handlers[:] = handlers
    assert not ended.value.code
    assert capsys.readouterr().out == block["said"]


def test_every_command_in_the_readme_exists() -> None:
    """Each line `dunghan …` names a command, and options that it has."""
    lines = re.findall(r"^    dunghan (.+?)(?: +#.*)?$", README, re.MULTILINE)
    assert lines
    for line in lines:
        words = shlex.split(line)
        command = typer.main.get_command(app)
        while words and not words[0].startswith("-") and hasattr(command, "commands"):
            assert words[0] in command.commands, line
            word = words.pop(0)
            command = command.loaded(word) if isinstance(command, LazyGroup) else command.commands[word]
        known = {name for parameter in command.params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_the_tree_in_the_readme_has_every_folder() -> None:
    tree = README.split("## Where to find what")[1].split("```")[1]
    places = re.findall(r"(?:^|(?<=/ ))([a-z_]+/(?:[a-z_]+/)?)(?= )", tree, re.MULTILINE)
    assert [place for place in places if not (ROOT / place).is_dir()] == []
    shown = {place.rstrip("/").replace("/", ".") for place in places}
    assert [floor for floor in FLOORS if "." in floor and ".".join(floor.split(".")[:2]) not in shown] == []


def test_every_place_that_the_guide_for_contributors_names_exists() -> None:
    named = re.findall(r"`((?:bot|tracker|tests|benchmarks|migrations)/[a-z_./]*)`", CONTRIBUTING)
    assert len(named) > 15
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_every_name_that_the_guide_for_contributors_uses_is_one_of_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    used = set(re.findall(r"[A-Z]\w+(?=\()|@\w+(?=\()|(?<=Leaving\.)[A-Z_]+|(?<=Right\.)[A-Z_]+", CONTRIBUTING)) - {
        "Forwarding",
        "NameSettings",
    }
    assert len(used) > 5
    assert [name for name in used if not re.search(rf"\b{name.strip('@')}\b", code)] == []


def test_make_targets_in_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^    |`)make (\w+)", README + CONTRIBUTING, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_example_environment_names_every_setting_and_changes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    kinds: list[type[Variables]] = [Settings, *(service.settings for service in services().values())]
    assert named == {variable for kind in kinds for variable in kind.variables()}
    for name in named:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    without = [kind() for kind in kinds]
    (tmp_path / ".env").write_text(example, encoding="utf-8")
    assert [kind() for kind in kinds] == without
