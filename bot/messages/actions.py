"""Actions: what a button or a typed command means, and the choices that are made of them."""

from enum import StrEnum
from typing import NamedTuple

from bot.messages.messages import Button


class Right(StrEnum):
    """Whose an action is at all; what it is about (a report, a task, a unit) is held against the person where it is found."""

    EVERYBODY = "everybody"
    DESK = "desk"
    ADMIN = "admin"


class Means(StrEnum):
    """What an action is the answer to a question of yes or no."""

    YES = "yes"
    NO = "no"


class Choice(NamedTuple):
    """What a person may choose: the label that they see, and the action with what it is about, "open 12"."""

    label: str
    data: str


class Action:
    """One thing that a person can have done, by a button or in words; its `name` stands in buttons that were sent long ago.

    `lasts`: a button for it stays good in old messages, since it looks at what stands and at what the person may do when it is
    pressed. The words are folded (no diacritics), after "=" as they are: `whole` are the whole message; `begins` are its
    beginning, and what follows is what it is about; `at_rest` the same where nothing is begun, since elsewhere they may begin
    an answer; `at_review` the same at a report that a desk reviews; `of_row` the same before the number of a row.
    `over_sentence`: its whole words are heard even where the answer is a sentence. `means`: under a question that is answered
    by yes or no, it is that answer.
    """

    def __init__(  # noqa: PLR0913 - each kind of words is heard elsewhere
        self,
        name: str,
        *,
        right: Right = Right.EVERYBODY,
        lasts: bool = False,
        over_sentence: bool = False,
        means: Means | None = None,
        whole: tuple[str, ...] = (),
        begins: tuple[str, ...] = (),
        at_rest: tuple[str, ...] = (),
        at_review: tuple[str, ...] = (),
        of_row: tuple[str, ...] = (),
    ) -> None:
        """Define it once; a name that is taken is refused while the program starts."""
        if name in ACTIONS:
            raise ValueError(name)
        self.name, self.right, self.lasts, self.over_sentence = name, right, lasts, over_sentence
        self.means = means
        self.whole, self.begins, self.at_rest, self.at_review, self.of_row = whole, begins, at_rest, at_review, of_row
        ACTIONS[name] = self

    def __repr__(self) -> str:
        return f"Action({self.name!r})"

    def data(self, *about: object) -> str:
        """The action with what it is about, as a button carries it after its step: "open 12"."""
        return " ".join([self.name, *map(str, about)])

    def choice(self, label: str, *about: object) -> Choice:
        """To be offered under this label, about these: a report's number, a part's name."""
        return Choice(label, self.data(*about))


ACTIONS: dict[str, Action] = {}  # by name; filled as they are defined


def button(choice: Choice, step: int) -> Button:
    """A button; one for what lasts carries no step, so that it stays good in old messages."""
    label, data = choice
    return Button(label, f"|{data}" if ACTIONS[data.partition(" ")[0]].lasts else f"{step}|{data}")


# Those that are offered from several folders; every other one stands beside what it does.
OPEN = Action("open", lasts=True)
MENU = Action("menu", whole=("/start", "menu"))
UNDO = Action("undo", lasts=True, over_sentence=True, whole=("hoan tac", "/hoantac", "undo"))
LEAVE = Action(
    "leave", over_sentence=True, means=Means.NO, whole=("/huy", "huy", "thoat", "thoi", "=dừng", "dung lai", "stop")
)
BACK = Action("back", over_sentence=True, whole=("lui", "quay lai", "quay lai cau truoc", "back"))
GO_ON = Action("go", over_sentence=True, whole=("tiep", "tiep tuc", "tiep theo", "bao cao tiep theo", "next"))
KEEP = Action("keep", over_sentence=True, begins=("giu nguyen", "giu lai", "giu so", "giu"))
LATER = Action("later", lasts=True, whole=("nhac lai sau", "nhac sau"))
NOTHING = Action("nothing", lasts=True)
SHEET = Action("sheet", lasts=True)
WRITTEN = Action(
    "written",
    lasts=True,
    over_sentence=True,
    whole=(
        *("bao cao viet", "bao cao van ban", "bao cao word", "/baocaoviet", "viet bao cao", "lam bao cao viet"),
        *("ban bao cao viet", "du thao bao cao", "du thao bao cao viet", "xem bao cao viet", "bao cao bang loi"),
    ),
)
WORDS = Action("words", lasts=True, whole=("sua tung muc", "viet tung muc", "viet loi", "sua loi bao cao", "viet loi bao cao"))
SAME_WORDS = Action("samewords", over_sentence=True)
REOPEN = Action("reopen", lasts=True)
VERSIONS = Action("versions", whole=("phien ban", "cac phien ban", "cac lan nop", "/phienban"))
PICK = Action("pick")
NONE_AROSE = Action("none", whole=("khong phat sinh",))
SKIP = Action("skip", whole=("bo qua", "skip"), begins=("bo qua", "skip"))
RETYPE = Action("retype")
STATUS = Action("status", lasts=True, whole=("/tinhhinh", "tinh hinh", "xem tinh hinh"))
NUDGE = Action("nudge", lasts=True, whole=("nhac ngay",))
ASK_REOPENING = Action("askreopening")
UNLOCK = Action("unlock", lasts=True)
GRANT = Action("grant", lasts=True)
GRANT_OTHER = Action("grantother", lasts=True)
TOTAL = Action("total", whole=("tong hop",))
GIVE = Action("give", right=Right.DESK)
REFUSE = Action("refuse", lasts=True)
SEE = Action("see")
ACCEPT = Action("accept")
NEW_ROUND = Action("newround", whole=("mo ky bao cao", "mo ky", "/moky"), begins=("mo ky bao cao", "mo ky"))
TASKS = Action(
    "tasks", lasts=True, whole=("/nhiemvu", "nhiem vu", "danh sach nhiem vu", "nhiem vu cua toi", "viec cua toi", "viec")
)
OPEN_ONLY = Action(
    "report",
    whole=(
        *("/baocao", "bao cao", "lam ngay", "mo bao cao", "sua lai bao cao", "lam bao cao", "dien bao cao", "nhap bao cao"),
        *("bat dau", "bat dau lam bao cao", "tiep tuc bao cao", "lam tiep bao cao"),
    ),
)
_BLANK = ("bieu excel", "bieu trong", "bieu mau", "lay bieu")
BLANK = Action("blank", lasts=True, whole=(*_BLANK, "/bieu"), begins=_BLANK)
WITHDRAW = Action("withdraw", of_row=("xoa", "xoa so", "bo so"))
SET = Action("set")
WISHES = Action("wishes", right=Right.DESK, lasts=True, whole=("/yeucau",))
READ = Action("read", lasts=True, whole=("da doc", "da doc thong bao", "em da doc", "toi da doc", "da xem thong bao"))
SIGN_OUT = Action("signout", lasts=True, over_sentence=True, whole=("dang xuat", "/dangxuat", "thoat web", "dang xuat web"))
CONFIRM = Action("webyes", lasts=True)
