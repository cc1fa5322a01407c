"""Every page of the site, and how somebody comes to it: what the tests in a browser walk through."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import select
from starlette.applications import Starlette
from starlette.routing import Match, Route

from bot import demo
from bot.storage.database import transaction
from tests.bot.web.test_board_page import _submitted as submitted
from tests.by_row import open_rows
from tests.conftest import District
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Report, Source

NO_PAGES = ("/health", "/metrics", "/tinh/")  # for machines
BY_LINK = ("/tai/", "/xem/", "/gui/")  # pages of their own, without a session: tests/bot/web/test_web.py
ONCE_MORE = "/loi/ky-truoc/"  # shows the page of the words, and is offered only where there were words last period


class Press(NamedTuple):
    """A form of the page that is sent: where to, and what is typed into it; `tick` ticks that many units."""

    to: str
    typed: Mapping[str, str] = {}
    tick: int = 0


class Walk(NamedTuple):
    """Somebody opens a page and goes on from there; `late` long after they came in."""

    who: str
    path: str
    presses: tuple[Press, ...] = ()
    late: bool = False


def _after_a_look(deeds: str, name: str, typed: Mapping[str, str], tick: int = 0) -> tuple[Press, Press]:
    """A deed is looked at, then done."""
    return Press(f"{deeds}/xem-truoc/{name}", typed, tick), Press(f"{deeds}/lam/{name}")


_UNIT, _PERSON = "/co-quan/don-vi/{unit}", {"officer": "{person}"}
WALKS = [
    Walk("nobody", "/vao", (Press("/vao"), Press("/vao/tiep"))),
    Walk("nobody", "/bang"),
    Walk("officer", "/"),
    Walk("officer", "/bao-cao"),
    Walk("officer", "/bao-cao/{draft}"),
    Walk("officer", "/bao-cao/999999"),
    Walk("officer", "/bao-cao/{draft}/dien"),
    Walk("officer", "/bao-cao/{draft}/dien/1", (Press("/bao-cao/{draft}/dien/1", {"1.1": "không biết"}),)),
    Walk("officer", "/bao-cao/{draft}/dien/1", (Press("/bao-cao/{draft}/hoan-tac/1"),)),
    Walk("officer", "/bao-cao/{draft}/dien/3"),
    Walk("officer", "/bao-cao/{draft}/loi"),
    Walk("officer", "/bao-cao/{draft}/loi/1", (Press("/bao-cao/{draft}/loi/hoan-tac/1"),)),
    Walk("officer", "/bao-cao/{draft}/loi/7", (Press("/bao-cao/{draft}/loi/7"),)),
    Walk("officer", "/bao-cao/{draft}/nop"),
    Walk("other", "/bao-cao/{complete}/nop", (Press("/bao-cao/{complete}/nop"),)),
    Walk("desk", "/bang"),
    *(
        Walk("desk", "/bang", _after_a_look("/bang", name, typed, 2))
        for name, typed in (
            ("nudge", {}),
            ("extend", {"until": "20/3", "why": "mưa lũ"}),
            ("assign", {"task": "nộp kế hoạch năm, hạn 20/3"}),
            ("announce", {"announcement": "8 giờ sáng mai họp trực tuyến"}),
        )
    ),
    Walk("desk", "/bang", (Press("/bang/xem-truoc/extend", {}, 1),)),
    Walk("desk", "/tong-hop"),
    Walk("desk", "/tong-hop?trang=2"),
    Walk("desk", "/tong-hop/muc?muc=1.2.1"),
    Walk("desk", "/tong-hop/don-vi"),
    Walk("desk", "/tong-hop/quyet-dinh"),
    Walk("desk", "/cho-tiep-nhan"),
    Walk("desk", "/bao-cao/{waiting}", (Press("/bao-cao/{waiting}/quyet-dinh"),)),
    Walk("desk", "/bao-cao/{waiting2}?hoi=1.1", (Press("/bao-cao/{waiting2}/y-kien", {"words": "Xem lại số văn bản"}),)),
    Walk("desk", "/cho-tiep-nhan/khong-canh-bao", (Press("/bang/lam/accept"),)),
    Walk("desk", "/bang?buoc=submitted", (Press("/bang/xem-truoc/accept", {}, 1),)),
    Walk("desk", "/bao-cao/{waiting2}", (Press("/bao-cao/{waiting2}/quyet-dinh"),)),
    Walk("desk", "/cho-tiep-nhan/khong-canh-bao"),
    Walk("desk", "/cho-tiep-nhan"),
    Walk("admin", "/co-quan"),
    Walk("admin", _UNIT),
    Walk("admin", _UNIT, _after_a_look("/co-quan", "sua", {**_PERSON, "phone": "0912 345 678"})),
    Walk("admin", _UNIT, _after_a_look("/co-quan", "moi-lai", _PERSON)),
    Walk("admin", _UNIT, _after_a_look("/co-quan", "bo-kenh", _PERSON)),
    Walk("admin", _UNIT, _after_a_look("/co-quan", "chuyen", {**_PERSON, "unit": "DONG-LAC"})),
    Walk("admin", _UNIT, _after_a_look("/co-quan", "moi", {"name": "Triệu Văn Sơn", "phone": "0912 345 679"})),
    Walk("admin", _UNIT, _after_a_look("/co-quan", "ten-don-vi", {"name": "Bản Thi Mới"})),
    Walk("admin", "/co-quan/don-vi/{unit2}", _after_a_look("/co-quan", "ket-thuc", {"officer": "{person2}"})),
    Walk("admin", "/co-quan/ky", _after_a_look("/co-quan", "doi-han", {"until": "28/3", "why": "mưa lũ"})),
    Walk("admin", "/co-quan/ky", _after_a_look("/co-quan", "huy-ky", {"why": "mở nhầm"})),
    Walk("admin", "/co-quan/ngay?nam=2024", _after_a_look("/co-quan", "ngay", {"day": "20/3/2024", "why": "Công văn 12"})),
    Walk("admin", "/co-quan/bieu"),
    Walk(
        "admin",
        "/co-quan/don-vi/{unit3}",
        (Press("/co-quan/xem-truoc/moi-lai", {"officer": "{person3}"}), Press("/hoi"), Press("/lai")),
        late=True,
    ),
    Walk("admin", "/co-quan", (Press("/ra"),), late=True),
]


NUMBERS = ("draft", "complete", "waiting", "waiting2", "unit", "unit2", "unit3", "person", "person2", "person3")


class Office(NamedTuple):
    """Who walks, and what the walks name."""

    people: Mapping[str, Officer]
    numbers: Mapping[str, int]


def furnish(engine: Engine, district: District) -> Office:
    """An administrator above, a unit that is complete, and reports that wait."""
    waiting = list(submitted(engine).values())
    with transaction(engine) as session:
        admin = add_officer(session, "Hà Thị Mai", unit_by_code(session, "CHO-DON"), Role.ADMIN)
        unit = unit_by_code(session, "YEN-THINH")
        other = add_officer(session, "Lường Thị Hoa", unit, Role.OFFICER)
        session.flush()
        complete = session.exec(select(Report).where(Report.unit_id == unit.id)).one()
        source = Source(other.id, demo.START, "test")
        for _, rows in groupby(open_rows(session, complete), key=lambda row: row.ask):
            record_none_arose(session, complete, list(rows), source)
        numbers = {"draft": district.report_id, "complete": complete.id, "waiting": waiting[0], "waiting2": waiting[1]}
        third = session.get_one(Report, waiting[2]).unit_id
        numbers |= {"unit": district.officer.unit_id, "unit2": unit.id, "unit3": third}
        person3 = session.exec(select(Officer.id).where(Officer.unit_id == third)).one()
        numbers |= {"person": district.officer.id, "person2": other.id, "person3": person3}
    people = {"officer": district.officer, "desk": district.desk, "admin": admin, "other": other}
    return Office(people, numbers)


def addresses() -> Iterator[tuple[str, str]]:
    """Method and path of every step of the walks."""
    numbers = dict.fromkeys(NUMBERS, 1)
    yield from (("GET", "/vao/key"), ("POST", "/vao/key"))  # as everybody comes in
    for walk in WALKS:
        yield "GET", walk.path.partition("?")[0].format(**numbers)
        yield from (("POST", press.to.format(**numbers)) for press in walk.presses)


def left_out(site: Starlette) -> list[str]:
    """The pages to which no walk leads."""
    walked = list(addresses())
    pages = [one for one in site.routes if isinstance(one, Route) and not one.path.startswith((*NO_PAGES, *BY_LINK))]
    files = "/tep"
    wanted = [(route, method) for route in pages for method in (route.methods or ()) if method in {"GET", "POST"}]
    return [
        f"{method} {route.path}"
        for route, method in wanted
        if not route.path.endswith(files)
        and ONCE_MORE not in route.path
        and not any(_leads_to(route, method, one) for one in walked)
    ]


def _leads_to(route: Route, method: str, address: tuple[str, str]) -> bool:
    scope = {"type": "http", "method": address[0], "path": address[1], "headers": []}
    return address[0] == method and route.matches(scope)[0] is Match.FULL
