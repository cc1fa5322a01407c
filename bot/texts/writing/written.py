"""The written report: its draft, and what a text that was sent says against the appendix."""

from collections.abc import Sequence

from bot.texts.common.wording import number
from tracker.forms.form import Form
from tracker.written.checking import TextFigure, Verdict
from tracker.written.drafting import WrittenDraft

WRITTEN = "Báo cáo viết (Word)"
WHICH = "Tôi chưa rõ văn bản này thuộc báo cáo nào. Anh/chị mở báo cáo đó rồi gửi lại văn bản."
_MOST = 8
_LONGEST = 90


def drafted(draft: WrittenDraft) -> str:
    """What stands in the draft, and what does not yet."""
    lines = [
        f"Dự thảo báo cáo gửi kèm: {draft.sentences} câu lấy từ phụ lục, {len(draft.empty)} mục chưa có lời (in dấu chấm).",
    ]
    if draft.missing:
        names = [heading.name for heading, _ in draft.missing]
        lines.append(f"Chưa viết được câu vì số để trống: {_few(names)}.")
    return "\n".join(lines)


def _few(names: Sequence[str]) -> str:
    shown = "; ".join(_short(name) for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} và {len(names) - 3} mục nữa"  # noqa: PLR2004


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def checked(form: Form, title: str, found: Sequence[TextFigure]) -> str:
    """Every contradiction with its sentence, figure and cell; how many agree; what was not compared."""
    wrong = [one for one in found if one.verdict in {Verdict.DIFFERS, Verdict.INNER, Verdict.ASKED}]
    blank = [one for one in found if one.verdict is Verdict.BLANK]
    agree = sum(one.verdict is Verdict.AGREES for one in found)
    apart = [one.written for one in found if one.verdict is Verdict.NOT_COMPARED]
    head = f"So văn bản với {title}: {agree} số khớp, {len(wrong)} chỗ khác, {len(apart)} số không đối chiếu được."
    lines = [head, *(_wrong(form, one) for one in wrong[:_MOST])]
    if len(wrong) > _MOST:
        lines.append(f"… và {len(wrong) - _MOST} chỗ nữa.")
    lines += [f"• Phụ lục để trống {cells_named(form, one)}, văn bản ghi {one.written}." for one in blank[:3]]
    if apart:
        lines.append(f"Không đối chiếu: {', '.join(apart[:12])}{' …' if len(apart) > 12 else ''}.")  # noqa: PLR2004
    return "\n".join([*lines, "Tôi không sửa gì trong văn bản và trong phụ lục."])


def _wrong(form: Form, one: TextFigure) -> str:
    sentence = around(one)
    if one.verdict is Verdict.INNER and one.ours is not None:
        return f"⚠ “{sentence}”: ghi {one.written}, phép chia trong câu cho {number(one.ours)}%."
    if one.verdict is Verdict.ASKED:
        return f"⚠ “{sentence}”: phụ lục {cells_named(form, one)} chọn cách khác, anh/chị xem lại."
    ours = "" if one.ours is None else number(one.ours)
    meant = f" (cộng cả trước hạn là {number(one.said)})" if one.said is not None and _adds(one) else ""
    return f"⚠ “{sentence}”: lời ghi {one.written}{meant}, phụ lục {cells_named(form, one)} là {ours}."


def _adds(one: TextFigure) -> bool:
    written = one.written.rstrip("%").replace(".", "").replace(",", ".")
    return one.said is not None and written.lstrip("0") not in {f"{one.said.normalize():f}", f"{one.said:f}"}


def around(one: TextFigure) -> str:
    """The sentence of a figure, cut where it is long."""
    place = one.sentence.find(one.written)
    start = max(0, place - _LONGEST // 2)
    text = one.sentence[start : start + _LONGEST].strip()
    return f"{'…' if start else ''}{text}{'…' if start + _LONGEST < len(one.sentence) else ''}"


def cells_named(form: Form, one: TextFigure) -> str:
    """The rows that a figure of a text was held against, by their numbers."""
    rows = [form.row_of(cell) for cell in one.cells]
    return " + ".join(row.stt if row.stt and row.stt[0].isdigit() else str(row.cell) for row in rows)
