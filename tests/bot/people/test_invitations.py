"""Invitations open the door once, for seven days, to nobody who guesses."""

import re
import threading
import time
from datetime import timedelta

from sqlalchemy import Engine, inspect, text
from sqlmodel import Session, select

from bot import demo
from bot.people.invitations import (
    TOO_MANY_WRONG,
    CodeRefusal,
    Invitation,
    JoinRequest,
    invite,
    keep_out,
    let_in,
    redeem,
    waiting_requests,
)
from bot.storage.database import transaction
from tests.conftest import Clock, District
from tests.talking import Talk
from tests.talking import text as read_out
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit

NOW = demo.START
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
DOOR, OTHER_DOOR = ("terminal", "stranger"), ("terminal", "another")


def wrong(*codes: str) -> str:
    """A code that is none of these."""
    return next(code for code in ("000000", "000001", "000002") if code not in codes)


def is_officer(found: Officer | JoinRequest | CodeRefusal, officer: Officer) -> bool:
    return isinstance(found, Officer) and found.id == officer.id


def test_a_link_has_128_bits_and_opens_once_for_any_door(session: Session, district: District) -> None:
    code = invite(session, district.officer, NOW).link
    assert re.fullmatch("[a-z2-7]{26}", code)
    assert is_officer(redeem(session, code, DOOR, NOW), district.officer)
    assert redeem(session, code, DOOR, NOW) is CodeRefusal.USED
    assert redeem(session, code, OTHER_DOOR, NOW + HOUR) is CodeRefusal.USED


def test_a_code_lives_seven_days_to_the_second(session: Session, district: District) -> None:
    codes = [invite(session, officer, NOW).link for officer in (district.officer, district.desk)]
    assert redeem(session, codes[0], DOOR, NOW + 7 * DAY) is CodeRefusal.EXPIRED
    assert redeem(session, codes[0], DOOR, NOW + 30 * DAY) is CodeRefusal.EXPIRED
    assert is_officer(redeem(session, codes[1], OTHER_DOOR, NOW + 7 * DAY - SECOND), district.desk)


def test_five_wrong_tries_lock_the_address_for_an_hour(session: Session, district: District) -> None:
    code = invite(session, district.officer, NOW).link
    tries = [redeem(session, wrong(code), DOOR, NOW + second * SECOND) for second in range(5)]
    assert tries == [CodeRefusal.WRONG] * 4 + [CodeRefusal.LOCKED]
    locked_at = NOW + 4 * SECOND
    assert redeem(session, code, DOOR, locked_at + HOUR - SECOND) is CodeRefusal.LOCKED  # even the right one
    assert redeem(session, wrong(code), OTHER_DOOR, locked_at) is CodeRefusal.WRONG  # others are not locked out
    assert is_officer(redeem(session, code, DOOR, locked_at + HOUR), district.officer)


def test_after_the_hour_there_are_five_tries_again(session: Session, district: District) -> None:
    code = invite(session, district.officer, NOW).link
    for round_ in range(2):
        tries = [redeem(session, wrong(code), DOOR, NOW + round_ * HOUR) for _ in range(5)]
        assert tries == [CodeRefusal.WRONG] * 4 + [CodeRefusal.LOCKED]


def test_a_right_code_forgives_the_wrong_ones_before_it(session: Session, district: District) -> None:
    first, second = (invite(session, officer, NOW).link for officer in (district.officer, district.desk))
    for _ in range(4):
        redeem(session, wrong(first, second), DOOR, NOW)
    assert is_officer(redeem(session, first, DOOR, NOW), district.officer)
    assert redeem(session, wrong(first, second), DOOR, NOW) is CodeRefusal.WRONG
    assert is_officer(redeem(session, second, DOOR, NOW), district.desk)


def test_used_and_expired_codes_count_as_wrong_tries(session: Session, district: District) -> None:
    code = invite(session, district.officer, NOW).link
    redeem(session, code, OTHER_DOOR, NOW)
    for _ in range(5):
        redeem(session, code, DOOR, NOW)
    assert redeem(session, code, DOOR, NOW) is CodeRefusal.LOCKED


def test_an_earlier_code_lapses_when_a_new_one_is_made(session: Session, district: District) -> None:
    earlier, others = invite(session, district.officer, NOW).link, invite(session, district.desk, NOW).link
    newer = invite(session, district.officer, NOW + SECOND).link
    assert redeem(session, earlier, DOOR, NOW + SECOND) is CodeRefusal.EXPIRED
    assert is_officer(redeem(session, newer, DOOR, NOW + SECOND), district.officer)
    assert is_officer(redeem(session, others, DOOR, NOW + SECOND), district.desk)


def everything_stored(engine: Engine) -> str:
    """Every cell of every table."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [str(tuple(row)) for table in tables for row in connection.execute(text(f'select * from "{table}"'))]  # noqa: S608
    return "\n".join(rows)


def test_a_code_is_nowhere_in_the_database_before_or_after_its_use(
    engine: Engine, stored_district: District, clock: Clock
) -> None:
    with transaction(engine) as session:
        code = invite(session, stored_district.officer, clock()).link
        (hashed,) = [invitation.link_hash for invitation in session.exec(select(Invitation))]
    assert hashed
    assert hashed in everything_stored(engine)
    assert code not in everything_stored(engine)
    assert "Chào anh/chị Hoàng Thị Lan" in read_out(Talk(engine, clock).say("stranger", f"/start {code.upper()}"))
    assert code not in everything_stored(engine)


def test_two_people_with_one_code_at_the_same_moment_do_not_both_get_in(engine: Engine, stored_district: District) -> None:
    with transaction(engine) as session:
        code = invite(session, stored_district.officer, NOW).link
    found: list[Officer | JoinRequest | CodeRefusal] = []

    def knock() -> None:
        with transaction(engine) as other:
            found.append(redeem(other, code, OTHER_DOOR, NOW))

    second = threading.Thread(target=knock)
    with transaction(engine) as session:
        found.append(redeem(session, code, DOOR, NOW))
        second.start()
        time.sleep(0.4)  # the second one comes to the door before the first is through
    second.join()
    assert is_officer(found[0], stored_district.officer)
    assert found[1] is CodeRefusal.USED


def test_a_stranger_without_a_code_learns_how_to_join_and_nothing_else(
    engine: Engine, stored_district: District, clock: Clock
) -> None:
    talk = Talk(engine, clock)
    for line in ("xin chào", "12345", "1234567", "١٢٣٤٥٦", "/start", ""):
        said = read_out(talk.say("stranger", line))
        assert "mã mời gồm 6 chữ số" in said
        assert stored_district.officer.name not in said


def test_two_officers_whose_names_fold_alike_stay_two(session: Session, district: District) -> None:
    unit = session.get_one(Unit, district.officer.unit_id)
    names = ("Trần Văn Hòa", "Trần Văn Hóa", "Trần Văn Hoà")
    hoa, hoa_too, again = (add_officer(session, name, unit, Role.OFFICER) for name in names)
    assert again is hoa  # the mark stands on the other vowel
    codes = [invite(session, officer, NOW).link for officer in (hoa, hoa_too)]
    assert hoa.id != hoa_too.id
    assert len(set(codes)) == 2
    assert is_officer(redeem(session, codes[0], DOOR, NOW), hoa)
    assert is_officer(redeem(session, codes[1], OTHER_DOOR, NOW), hoa_too)


def test_six_digits_open_nothing_until_somebody_confirms(session: Session, district: District) -> None:
    codes = invite(session, district.officer, NOW, district.desk)
    asked = redeem(session, codes.digits, DOOR, NOW)
    assert isinstance(asked, JoinRequest)
    assert [(one.id, officer.id, by) for one, officer, by in waiting_requests(session, NOW)] == [
        (asked.id, district.officer.id, district.desk.id)
    ]
    assert is_officer(let_in(session, asked, NOW + HOUR), district.officer)
    assert waiting_requests(session, NOW + HOUR) == []
    assert redeem(session, codes.link, OTHER_DOOR, NOW + HOUR) is CodeRefusal.USED


def test_the_link_goes_on_while_somebody_waits_with_the_digits(session: Session, district: District) -> None:
    codes = invite(session, district.officer, NOW)
    redeem(session, codes.digits, DOOR, NOW)
    assert is_officer(redeem(session, codes.link, OTHER_DOOR, NOW + HOUR), district.officer)
    assert waiting_requests(session, NOW + HOUR) == []


def test_who_is_kept_out_stays_out_and_the_digits_are_void(session: Session, district: District) -> None:
    codes = invite(session, district.officer, NOW)
    asked = redeem(session, codes.digits, DOOR, NOW)
    assert isinstance(asked, JoinRequest)
    keep_out(session, asked, NOW)
    assert waiting_requests(session, NOW) == []
    assert redeem(session, codes.digits, DOOR, NOW + HOUR) is CodeRefusal.LOCKED
    assert redeem(session, codes.digits, OTHER_DOOR, NOW + HOUR) is CodeRefusal.EXPIRED
    assert redeem(session, codes.link, OTHER_DOOR, NOW + HOUR) is CodeRefusal.EXPIRED


def test_too_many_wrong_digits_over_all_addresses_stop_digits_for_the_day_and_no_links(
    session: Session, district: District
) -> None:
    codes = invite(session, district.officer, NOW)
    for number in range(TOO_MANY_WRONG):
        assert redeem(session, wrong(codes.digits), ("terminal", f"guesser {number}"), NOW) is CodeRefusal.WRONG
    assert redeem(session, codes.digits, DOOR, NOW) is CodeRefusal.PAUSED
    assert is_officer(redeem(session, codes.link, OTHER_DOOR, NOW), district.officer)
    assert isinstance(redeem(session, invite(session, district.desk, NOW).digits, DOOR, NOW + DAY), JoinRequest)
