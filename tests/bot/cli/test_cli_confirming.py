"""Who waits with six digits is listed, let in and kept out at the command line."""

import json
import re

from bot.people.invitations import redeem
from bot.running.clock import system_clock
from bot.storage.database import make_engine, transaction
from tests.bot.cli.staff.test_cli_officers import staffed  # noqa: F401 - the fixture
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture


def _knock(office: Office, name: str, door: str) -> None:
    said = office.does("officer", "invite", "--unit", "BAN-THI", "--name", name)
    (digits,) = re.findall(r": ([0-9]{6})\n", said)
    engine = make_engine(office.database_url)
    with transaction(engine) as session:
        redeem(session, digits, ("terminal", door), system_clock())
    engine.dispose()


def test_who_waits_is_let_in_or_kept_out(staffed: Office) -> None:  # noqa: F811 - the fixture
    assert staffed.does("officer", "confirm") == ""
    _knock(staffed, "Ma Thị Hoa", "door")
    _knock(staffed, "Lý Văn Hùng", "other door")
    waiting = json.loads(staffed.does("officer", "confirm", "--json"))
    assert [one["name"] for one in waiting] == ["Ma Thị Hoa", "Lý Văn Hùng"]
    first, second = (str(one["number"]) for one in waiting)
    assert "Ma Thị Hoa, officer of xã Bản Thi: let in." in staffed.does("officer", "confirm", first)
    assert "kept out" in staffed.does("officer", "confirm", second, "--refuse")
    assert "Nobody of number" in staffed.refuses("officer", "confirm", second)
    joined = {one["name"]: one["channels"] for one in json.loads(staffed.does("officer", "list", "--json"))}
    assert joined["Ma Thị Hoa"] == ["terminal"]
    assert joined["Lý Văn Hùng"] == []
    log = json.loads(staffed.does("audit", "--what", "invitation", "--json"))
    assert {"confirmed", "refused"} <= {line["step"] for line in log}
