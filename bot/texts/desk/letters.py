"""To the desk that gave a letter: what was read from it and from which words, what must be asked."""

from collections.abc import Iterator, Sequence

from bot.reading.letters.letter import Asks, Letter, LetterKind
from bot.texts.common.wording import day, moment
from tracker.calendar.periods import parse_period
from tracker.forms.form import Form

_LONGEST = 120  # characters of a letter that are shown
_ASKS = {
    Asks.FORM: "Công văn không nêu rõ biểu.",
    Asks.PERIOD: "Tôi chưa rõ công văn hỏi kỳ nào.",
    Asks.DUE: "Công văn không nêu ngày phải gửi.",
    Asks.WHICH_DUE: "Công văn nêu nhiều hạn, tôi chưa rõ hạn nào dùng.",
    Asks.WEEKDAY: "Thứ và ngày của hạn nộp không khớp nhau, anh/chị xem lại.",
    Asks.DUE_BEFORE_CUT_OFF: "Hạn nộp không sau ngày chốt số liệu, anh/chị xem lại.",
}
NO_ROUND = {
    LetterKind.URGE: "Đây là công văn đôn đốc, không mở kỳ mới. Muốn nhắc các đơn vị chưa nộp, gõ: nhắc ngay.",
    LetterKind.TASK: "Công văn này không hỏi số liệu theo biểu nên tôi không mở kỳ báo cáo. "
    "Muốn giao việc, gõ ví dụ: giao Bản Thi: nộp báo cáo, hạn 15/12.",
}


def card(letter: Letter) -> str:
    """What was read, each part with its words."""
    return "\n".join(_lines(letter))


def _lines(letter: Letter) -> Iterator[str]:
    number = f" {letter.number}" if letter.number else ""
    issued = f" ngày {letter.issued.day}/{letter.issued.month}/{letter.issued.year}" if letter.issued else ""
    yield f"Tôi đọc được từ công văn{number}{issued} của {letter.issuer or 'cơ quan chưa rõ tên'}:"
    if letter.period:
        yield f"• Kỳ: {parse_period(letter.period).label} (“{letter.period_words}”)"
    for due in letter.dues:
        group = f" cho {_short(due.group)}" if due.group else ""
        yield f"• Hạn nộp{group}: {moment(due.at)} (“{due.words}”)"
    if letter.due_rule:
        yield f"• Hạn nộp: “{_short(letter.due_rule)}”"
    if letter.window:
        since, until = letter.window
        yield f"• Số liệu: {f'từ {day(since)} ' if since else ''}đến hết {day(until)} (“{_short(letter.window_words)}”)"
    rest = (("Biểu", letter.form), ("Nơi nhận", letter.recipients), ("Gửi về", " · ".join(filter(None, _delivery(letter)))))
    for name, words in rest:
        if words:
            yield f"• {name}: “{_short(words)}”"
    for asks in letter.asks:
        yield f"⚠ {_ASKS[asks]}"
    if letter.kind in NO_ROUND:
        yield NO_ROUND[letter.kind]


def _delivery(letter: Letter) -> tuple[str, str]:
    """As it was read; where no place is named, it is the office that writes."""
    named = letter.deliver_to != letter.issuer.partition(", ")[0]
    return letter.deliver_to if named else "", letter.deliver_by


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def basis(letter: Letter) -> str:
    """The letter as the basis of a round: "Công văn số 1649/UBND-NV ngày 10/6/2021 của …"."""
    number = f" số {letter.number}" if letter.number else ""
    issued = f" ngày {letter.issued.day:02}/{letter.issued.month}/{letter.issued.year}" if letter.issued else ""
    about = f" về việc {letter.about}" if letter.about else ""
    return f"Công văn{number}{issued} của {letter.issuer}{about}" if letter.issuer else ""


def no_forms(count: int) -> str:
    """So many workbooks came within the letter of which no form can be made."""
    return f"Trong công văn có {count} bảng Excel tôi không đọc thành biểu được; anh/chị gửi riêng tệp đó." if count else ""


def attached_known(form: Form) -> str:
    """An appendix that came along is a form in use."""
    return f"Biểu kèm công văn là biểu đang dùng: {form.name} ({form.code})."


def attached_unknown(form: Form) -> str:
    """The appendix is no form in use, and whoever sent it may take none into use."""
    return (
        f"Biểu kèm công văn, “{_short(form.name)}” ({len(form.rows)} dòng), chưa đưa vào dùng. "
        "Anh/chị nhờ quản trị viên gửi tệp biểu này cho tôi, hoặc chọn biểu đang dùng dưới đây."
    )


def several_forms(names: Sequence[str]) -> str:
    """Several appendices came along: a round has one form."""
    listed = "; ".join(f"“{_short(name)}”" for name in names)
    return f"Kèm công văn có {len(names)} biểu: {listed}. Một kỳ dùng một biểu; biểu khác anh/chị gửi riêng."
