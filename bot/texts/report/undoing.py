"""What was taken back, what was withdrawn, what an edited message did."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import cell_name, cell_names, few, part_name, report_name, value
from bot.texts.report.reporting import REOPEN
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.kernel.altering import Altered
from tracker.reports.entry import Answer, Entry, WordsGiven
from tracker.reports.figures import Entered
from tracker.reports.rounds import Round

UNDO = "Hoàn tác"
KEEP_ALL = "Giữ lại"
ERASE_TITLE = "Xóa số liệu đã nhập?"
NOTHING = "Chưa có câu trả lời nào của anh/chị để hoàn tác trong báo cáo này."
NOTHING_AT_ALL = "Hiện không có gì để hoàn tác."
NOTHING_HERE = "Ở bước này chưa ghi gì nên chưa có gì để hoàn tác. Muốn thôi, gõ “hủy”."
NOTHING_STANDS = "Báo cáo này chưa có số liệu nào."
ALREADY = "Việc này đã được hoàn tác, hoặc báo cáo đã nộp."
HANDED_IN = f"Báo cáo đã nộp nên không hoàn tác được nữa. Muốn thay đổi số liệu, anh/chị chọn “{REOPEN}”."
CLOSED = "Báo cáo đã được tiếp nhận nên không hoàn tác được nữa. Muốn thay đổi số liệu, anh/chị báo cán bộ theo dõi."
EDIT_DID_NOTHING = "Tin anh/chị vừa sửa không làm thay đổi số liệu nào. Muốn sửa một mục, gõ ví dụ: 1.1: 14."
EDIT_AFTER = f"Báo cáo đã nộp, tin vừa sửa không làm thay đổi số liệu nào. Muốn sửa, anh/chị chọn “{REOPEN}”."
_MOST = 8  # cells that are named one by one


def of_report(round_: Round) -> str:
    """Before what was taken back in a report that is not the one at hand."""
    return f"{report_name(round_)}:"


def taken_back(form: Form, figures: Mapping[Cell, Altered[Entered]]) -> str:
    """The cells of which a message's doing was taken back, with what it had put there and what stands now."""
    figures = _in_order(form, figures)
    was = {cell: one.after for cell, one in figures.items() if one.after}
    emptied = {cell: figure for cell, figure in was.items() if figures[cell].before is None}
    again = [_again(form, cell, one) for cell, one in figures.items() if one.before]
    parts = [_without(form, emptied), f"{few(again, _MOST, 'mục nữa như trước')}" if again else ""]
    return "Đã hoàn tác: " + "; ".join(filter(None, parts)) + "." if figures else ""


def _in_order(form: Form, figures: Mapping[Cell, Altered[Entered]]) -> dict[Cell, Altered[Entered]]:
    return {cell: figures[cell] for cell in form.in_order(figures)}


def _again(form: Form, cell: Cell, altered: Altered[Entered]) -> str:
    before, after = (_stands(form, cell, one) for one in altered)
    return f"{_name(form, cell)} lại là {before}" + (f" (vừa rồi là {after})" if after else "")


def _without(form: Form, figures: Mapping[Cell, Entered]) -> str:
    named = [f"{_name(form, cell)} ({_stands(form, cell, figure)})" for cell, figure in figures.items()]
    if len(named) > _MOST:
        names = cell_names(form, figures)
        return f"{len(named)} mục lại chưa có số, từ {names[0]} đến {names[-1]}"
    return f"{_listed(named)} lại chưa có số" if named else ""


def _name(form: Form, cell: Cell) -> str:
    return cell_name(form.row_of(cell))


def _stands(form: Form, cell: Cell, figure: Entered | None) -> str:
    if figure is None:
        return ""
    entry = figure.entry
    if cell in form.none_cells and entry.amount == 0:
        return "không phát sinh"
    note = f", ghi chú: {entry.note}" if entry.note else ""
    return value(form.row_of(cell), entry) + note


def _listed(named: Sequence[str]) -> str:
    return " và ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def reasons(before: Mapping[Cell, WordsGiven | None]) -> str:
    """Reasons for figures that do not hold any more, or are again what they were."""
    return _words_back("lý do giữ số", before)


def answers(before: Mapping[Cell, WordsGiven | None]) -> str:
    """Answers to comments that are withdrawn, or are again what they were."""
    return _words_back("câu trả lời ý kiến", before)


def _words_back(what: str, before: Mapping[Cell, WordsGiven | None]) -> str:
    gone = [str(cell) for cell, given in before.items() if given is None]
    parts = [f"bỏ {what} ở mục {_listed(gone)}"] if gone else []
    parts += [f"{what} ở mục {cell} lại là “{given.words}”" for cell, given in before.items() if given]
    return f"Đã hoàn tác: {'; '.join(parts)}." if parts else ""


def altered_since(form: Form, figures: Mapping[Cell, Entered | None], names: Mapping[int, str]) -> str:
    """What stands in cells that were altered after the message; by whom, unless by the person themselves."""
    named = [_since(form, cell, figure, names) for cell, figure in figures.items()]
    return f"Giữ nguyên vì đã thay đổi sau đó: {few(named, _MOST, 'mục nữa')}." if named else ""


def _since(form: Form, cell: Cell, figure: Entered | None, names: Mapping[int, str]) -> str:
    if figure is None:
        return f"{_name(form, cell)} chưa có số"
    by = names.get(figure.officer_id)
    return f"{_name(form, cell)} = {_stands(form, cell, figure)}" + (f" (do {by} nhập)" if by else "")


def empty(rows: Sequence[Row]) -> str:
    """There is nothing to withdraw."""
    return f"Mục {_listed([cell_name(row) for row in rows])} chưa có số."


def withdrawn(form: Form, figures: Mapping[Cell, Entered], others: Mapping[Cell, str]) -> str:
    """The figures that were withdrawn, and who else had entered them."""
    named = [
        f"{_name(form, cell)} ({_stands(form, cell, figure)}{f', do {others[cell]} nhập' if cell in others else ''})"
        for cell, figure in figures.items()
    ]
    return f"Đã xóa {few(named, _MOST, 'mục nữa')}. Xóa nhầm thì gõ “hoàn tác”."


def to_erase(form: Form, figures: Mapping[Cell, Entered], others: Mapping[str, int]) -> str:
    """How many figures of which sections would be erased, and whose they are."""
    counts = [(section, sum(form.section_at(cell) is section for cell in figures)) for section in form.sections]
    lines = [f"• {part_name(section)}: {count} mục" for section, count in counts if count]
    shown = [*lines[:_MOST], *([f"• và {len(lines) - _MOST} phần nữa"] if len(lines) > _MOST else [])]
    theirs = [f"{count} mục do {name} nhập" for name, count in others.items()]
    whose = f"Trong đó {few(theirs, _MOST, 'người nữa')}." if theirs else ""
    return "\n".join(filter(None, [f"Sẽ xóa {len(figures)} mục đã nhập:", *shown, whose]))


def erase(count: int) -> str:
    """The choice that erases all."""
    return f"Xóa hết {count} mục"


def erased(count: int) -> str:
    """All figures were withdrawn."""
    return f"Đã xóa {count} mục. Xóa nhầm thì gõ “hoàn tác”."


def edited(form: Form, figures: Mapping[Cell, Altered[Entered]]) -> str:
    """What an edited message changed."""
    named = [_edited(form, *one) for one in _in_order(form, figures).items()]
    return f"Đã theo tin anh/chị vừa sửa: {few(named, _MOST, 'mục nữa')}." if named else ""


def _edited(form: Form, cell: Cell, altered: Altered[Entered]) -> str:
    before, after = (_stands(form, cell, one) for one in altered)
    return f"{_name(form, cell)} = {after or 'chưa có số'} (trước đó {before or 'chưa có số'})"


def edited_words(words: Mapping[Cell, WordsGiven | None]) -> str:
    """The reasons and answers, by what they are about, as the edited message has them."""
    given = [f"{cell}: {now.words}" for cell, now in words.items() if now]
    return f"Lời giải thích theo tin vừa sửa: {'; '.join(given)}." if given else ""


def not_edited(form: Form, figures: Mapping[Cell, Entry | None]) -> str:
    """An edited message that was not understood, or that came too late: what stands, and how to change it."""
    if not figures:
        return EDIT_DID_NOTHING
    named = [f"{_name(form, cell)} vẫn {_still(form, cell, entry)}" for cell, entry in figures.items()]
    number = next((cell for cell in figures if form.row_of(cell).is_number), next(iter(figures)))
    return f"{few(named, _MOST, 'mục nữa')}. Muốn sửa, gõ ví dụ: {_name(form, number)}: 14."


def _still(form: Form, cell: Cell, entry: Entry | None) -> str:
    if entry is None:
        return "chưa có số"
    return "để trống" if entry.answer is Answer.BLANK else f"là {value(form.row_of(cell), entry)}"
