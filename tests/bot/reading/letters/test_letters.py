"""Letters of several offices, each field against its right reading; those under aside/ were not seen while it was built."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.errors.letters import SecretLetter
from bot.reading.letters.letter import Asks, Letter, LetterKind
from bot.reading.letters.reader import looks_like_letter, read_letter
from bot.reading.periods import read_period
from tests.communes import DATA
from tests.written_files import document, pdf
from tracker.calendar.periods import ZONE
from tracker.kernel.names import fold
from tracker.uploads.texts import read_text

LETTERS = sorted((DATA / "letters").rglob("*.txt"))
TODAY = datetime(2026, 1, 1, tzinfo=ZONE).date()
NOT_READ = {  # what of a letter is not read, or in other words than a clerk's
    ("co-to-29-2020", "kind"),  # a party's letter: a task for us
    ("btp-thong-ke-2018", "by"),
    ("xa-yeu-cau-thon-2026", "by"),
}


def text_of(path: Any) -> str:
    return "\n".join(line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("# "))


def _alike(said: object, wanted: object) -> bool:
    return fold(str(said)) == fold(str(wanted))


def _within(said: str, wanted: str) -> bool:
    if not wanted or not said:
        return not wanted
    return fold(wanted) in fold(said) or fold(said) in fold(wanted)


def _due(due: dict[str, Any]) -> str:
    if "at" in due:
        return f"{due['at'].astimezone(ZONE):%Y-%m-%d %H:%M}"
    return str(due.get("day", ""))


def wrong(letter: Letter, right: dict[str, Any]) -> Iterator[str]:
    """The fields that are not as the right reading has them."""
    window, deliver = right.get("window"), right.get("deliver", {})
    period = read_period(right.get("period", "").removeprefix("kỳ báo cáo "), TODAY) if right.get("period") else None
    dues = right.get("dues") or [right["due"]] * ("due" in right)
    chased = right["kind"] == "urge" and "new_due" in right["due"]  # the old day is told as a rule
    wanted_dues = [] if chased else [said for due in dues if (said := _due(due))]
    said_dues = [f"{due.at.astimezone(ZONE):%Y-%m-%d %H:%M}" if due.timed else str(due.at.date()) for due in letter.dues]
    basis = [(one["number"], one["issued"], one["issuer"]) for one in right.get("basis", [])]
    fields = {
        "kind": letter.kind.value == right["kind"],
        "number": letter.number == right["number"],
        "issued": letter.issued == right.get("issued"),
        "issuer": _alike(letter.issuer, right["issuer"]),
        "about": _within(letter.about, right["about"]),
        "period": letter.period == (period.code if period else ""),
        "window": letter.window == ((window.get("from"), window["to"]) if window else None),
        "due": said_dues == wanted_dues,
        "due words": all(
            fold(due["as_written"]) in fold(letter.due_rule or " ".join(d.words for d in letter.dues)) for due in dues
        ),
        "inclusive": chased or [due.inclusive for due in letter.dues] == [due["inclusive"] for due in dues if _due(due)],
        "group": all(
            _within(said.group, due["group"].split(";")[0])
            for said, due in zip(letter.dues, right.get("dues", []), strict=False)
        ),
        "to": _within(letter.deliver_to, deliver.get("to", "")),
        "by": _within(letter.deliver_by, deliver.get("by", "")),
        "basis": [(one.number, one.issued, one.issuer) for one in letter.basis] == basis,
        "recipients": _alike(letter.recipients, right["recipients"]["as_written"]),
    }
    if "units" in right["recipients"]:
        fields["units"] = [fold(unit) for unit in letter.units] == [
            fold(unit).replace("phong tu phap", "phong tur phap")
            for unit in right["recipients"]["units"]  # as it was scanned
        ]
    yield from (name for name, good in fields.items() if not good)


@pytest.mark.parametrize("path", LETTERS, ids=[path.stem for path in LETTERS])
def test_each_field_of_a_letter(path: Any) -> None:
    right = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    letter = read_letter(text_of(path))
    assert {(path.stem, field) for field in wrong(letter, right)} == {one for one in NOT_READ if one[0] == path.stem}
    assert looks_like_letter(text_of(path))


def test_thirteen_letters_are_there() -> None:
    assert len(LETTERS) == 13


@pytest.mark.parametrize("name", ["cam-xuyen-1649", "btp-1888-2020"])
def test_a_letter_reads_alike_as_document_and_as_pdf(name: str) -> None:
    lines = text_of(DATA / "letters" / f"{name}.txt").replace("*", "").split("\n")
    typed = read_letter("\n".join(lines))
    sent = read_letter("\n".join(read_text(document([line for line in lines if line.strip()])).paragraphs))
    paged = read_letter("\n".join(read_text(pdf([[line for line in lines if line.strip()]])).paragraphs))
    for one in (sent, paged):
        assert (one.number, one.period, one.window, one.dues) == (typed.number, typed.period, typed.window, typed.dues)
        assert one.basis == typed.basis


HEAD = "SỞ NỘI VỤ\nSố: 1/SNV-TH\nV/v báo cáo quý I năm 2026\n\nKính gửi: Các xã\n\nĐề nghị báo cáo theo Phụ lục I.\n"


@pytest.mark.parametrize(
    ("said", "day", "asks"),
    [
        ("Gửi trước 16h00 Thứ 5 ngày 19/03/2026.", "2026-03-19 16:00", []),
        ("Gửi trước 16h00 Thứ 6 ngày 19/03/2026.", "2026-03-19 16:00", [Asks.WEEKDAY]),
        ("Gửi đến hết 17h00 ngày 21/3/2026.", "2026-03-21 17:00", []),
        ("Chậm nhất 08 giờ 30 phút ngày 20/3/2026.", "2026-03-20 08:30", []),
        ("Gửi trước ngày 30 hàng tháng.", "", [Asks.DUE]),
        ("Gửi trong thời hạn 07 ngày, kể từ ngày nhận được công văn này.", "", [Asks.DUE]),
        ("Số liệu tính từ ngày 01/01/2026 đến ngày 20/3/2026. Gửi chậm nhất ngày 20/3/2026.", "", [Asks.DUE]),
        ("Gửi trước ngày 20/3/2026. Gửi chậm nhất ngày 25/3/2026.", None, [Asks.WHICH_DUE]),
        ("Gửi trước ngày 31/02/2026.", "", [Asks.DUE]),
        ("Gửi trước ngày …/3/2026.", "", [Asks.DUE]),
    ],
)
def test_due_days_in_their_wordings(said: str, day: str | None, asks: list[Asks]) -> None:
    letter = read_letter(f"{HEAD}{said}")
    assert list(letter.asks) == asks
    if day is not None:
        assert [f"{due.at.astimezone(ZONE):%Y-%m-%d %H:%M}" for due in letter.dues] == ([day] if day else [])


def test_what_is_secret_is_not_read() -> None:
    with pytest.raises(SecretLetter):
        read_letter(f"MẬT\n{HEAD}")


def test_an_urging_letter_opens_nothing() -> None:
    assert read_letter(HEAD.replace("báo cáo quý", "đôn đốc báo cáo quý")).kind is LetterKind.URGE


@pytest.mark.parametrize("text", ["", "Kính gửi anh Thu, em gửi số liệu 5 hồ sơ", "báo cáo quý 1", "mở kỳ báo cáo"])
def test_other_words_are_no_letter(text: str) -> None:
    assert not looks_like_letter(text)
