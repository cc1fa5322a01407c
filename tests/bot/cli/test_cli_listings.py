"""What lists things has a head at a terminal and --json; mistyped codes are answered with what is like them; completion."""

import json
import sys

import pytest

from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures

LISTINGS = (
    ("unit", "list"),
    ("officer", "list"),
    ("round", "list"),
    ("schedule", "list"),
    ("form", "list"),
    ("channel", "list"),
    ("link", "list"),
    ("task", "list"),
    ("day", "list", "2026"),
    ("officer", "confirm"),
    ("audit",),
)


@pytest.fixture
def ready(office: Office) -> Office:  # noqa: F811 - the fixture above
    office.does("unit", "import", "units.xlsx")
    office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Hoàng Thị Lan")
    office.does("round", "open", "ban-thi-2024", "2026-Q4", "--due", "2099-12-18T17:00")
    office.does("schedule", "add", "ban-thi-2024", "--every", "quarter")
    return office


def test_every_listing_is_there_for_a_program_and_has_a_head_at_a_terminal(
    ready: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for listing in LISTINGS:
        listed = json.loads(ready.does(*listing, "--json"))
        assert isinstance(listed, list), listing
        if not listed:
            continue
        plain = ready.does(*listing).splitlines()
        with monkeypatch.context() as patch:
            patch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
            at_terminal = ready.does(*listing).splitlines()
        assert at_terminal[1:] == plain, listing
        assert len(at_terminal[0].split("\t")) >= len(plain[0].split("\t")) - 1, listing


def test_what_is_like_a_mistyped_code_is_named(ready: Office) -> None:
    for arguments, like in (
        (("form", "show", "ban-thi-2023"), "'ban-thi-2024'"),
        (("unit", "rename", "BAN-THY", "--name", "x"), "'BAN-THI'"),
        (("officer", "end", "Hoàng Thị Làn Anh"), "'Hoàng Thị Lan'"),
        (("round", "cancel", "ban-thi-2024", "2026-Q3", "--reason", "x"), "'ban-thi-2024 2026-Q4'"),
        (("report", "versions", "ban-thi-2024", "2026-Q4", "XUAN-LAK"), "'XUAN-LAC'"),
    ):
        assert f"did you mean {like}" in ready.refuses(*arguments), arguments


def test_the_shell_completes_commands_and_options(ready: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = (("dunghan roun", "round"), ("dunghan round o", "open"), ("dunghan report accept --all", "--all-waiting"))
    for words, expected in typed:
        with monkeypatch.context() as patch:
            patch.setenv("_DUNGHAN_COMPLETE", "complete_bash")
            patch.setenv("COMP_WORDS", words)
            patch.setenv("COMP_CWORD", str(len(words.split()) - 1))
            assert expected in ready.run().out.split(), words
