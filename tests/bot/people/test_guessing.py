"""A patient stranger: 3,000 live invitations, 100 accounts that guess five codes an hour, through the real app."""

from datetime import timedelta

from sqlmodel import Session, select

from bot import demo
from bot.people.addresses import Address, join
from bot.people.invitations import TOO_MANY_WRONG, CodeRefusal, invite, redeem, waiting_requests
from bot.reminders.alarms import guessing_alarm, raise_alarms
from tests.conftest import District
from tests.rights_world import NOW
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit

ACCOUNTS, INVITED = 100, 300  # a tenth of a country's, on a tenth of the digits below: as many hits
HOUR = timedelta(hours=1)


def test_a_day_of_guesses_takes_no_seat_and_alarms(session: Session, district: District) -> None:
    unit = session.get_one(Unit, district.officer.unit_id)
    admin = add_officer(session, "Đỗ Văn An", unit, Role.ADMIN)
    join(session, "terminal", "admin", admin, demo.START)
    live = {
        invite(session, add_officer(session, f"Người {number}", unit, Role.OFFICER), NOW).digits for number in range(INVITED)
    }
    seats = {(one.channel, one.address) for one in session.exec(select(Address))}
    tried, hits, refused = 0, 0, list[CodeRefusal]()
    for hour in range(24):
        for account in range(ACCOUNTS * 5):
            guess = f"{tried % 100_000:06}"
            found = redeem(session, guess, ("terminal", f"guesser {account % ACCOUNTS}"), NOW + hour * HOUR)
            tried, hits = tried + 1, hits + (not isinstance(found, CodeRefusal))
            refused += [found] if isinstance(found, CodeRefusal) else []
    assert {(one.channel, one.address) for one in session.exec(select(Address))} == seats
    assert CodeRefusal.PAUSED in refused
    assert refused.count(CodeRefusal.WRONG) + refused.count(CodeRefusal.EXPIRED) <= 2 * TOO_MANY_WRONG  # two days in Việt Nam
    assert hits == len(waiting_requests(session, NOW)) <= len(live)
    told = raise_alarms(session, guessing_alarm(session, NOW + HOUR), NOW + HOUR, ["terminal"])
    assert [one.address for one in told] == ["admin"]
    assert "dò mã" in told[0].title
    assert raise_alarms(session, guessing_alarm(session, NOW + HOUR), NOW + HOUR, ["terminal"]) == []
