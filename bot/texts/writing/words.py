"""The words of the written report: the card of its draft, the question for a heading, what came of an answer."""

from collections.abc import Sequence

from bot.reading.lettered import LETTERS
from bot.texts.common.wording import cut, few, number
from bot.texts.writing.lost import named
from bot.texts.writing.written import around, cells_named
from tracker.forms.form import Form
from tracker.tasks.task import Task
from tracker.written.checking import TextFigure, Verdict
from tracker.written.drafting import DraftHeading, written_day
from tracker.written.examples import MOST_EXAMPLES
from tracker.written.outline import Outline, OutlineHeading
from tracker.written.own_words import WordedReport
from tracker.written.refreshing import carried_over, refreshed
from tracker.written.returned import WordsRead

USE, BY_HEADING, IN_WORD = "Dùng bản này", "Sửa từng mục", "Sửa trong Word"
SAME, SAME_ALL, NO_WORDS, LATER, TASKS = "Như kỳ trước", "Như kỳ trước hết", "Không có", "Để sau", "Lấy nhiệm vụ đã xong"
BOTH_RIGHT = "Cả hai đúng"
WHY_BOTH = "Vì sao cả hai đều đúng? Anh/chị viết một câu, ví dụ: lời tính cả cán bộ, phụ lục chỉ tính công chức."
NO_SAME = "Kỳ trước mục này không có lời. Anh/chị gõ lời mới."
SENTENCES_STAY = "Mục này còn câu lấy từ phụ lục, câu đó vẫn giữ."
NOTHING_TO_TAKE = "Bản gửi kèm đúng như đang lưu."
SEND_BACK_HERE = "Sửa xong, anh/chị gửi lại tệp .docx vào đây."
SEND_BACK_THERE = "Sửa xong, anh/chị gửi lại tệp .docx bằng đường dẫn dưới đây."
TAKE_TITLE, TAKE_YES, TAKE_NO = "Nhận lời từ bản Word?", "Nhận", "Để như cũ"
NOTHING_CHANGED = "Lời trong bản này giống lời đang lưu, không có gì phải nhận."
_MOST, _LONGEST, _LONGEST_SHOWN, _MOST_CARRIED = 8, 160, 700, 60


def card(title: str, report: WordedReport, name: str) -> str:
    """What the draft is made of, what is still to come, and what of the last period's words should be looked at."""
    drafted = report.with_before.draft
    taken = sum(bool(one.words) and one.heading.slot in report.before for one in drafted.headings)
    parts = [f"{drafted.sentences} câu lấy từ phụ lục"]
    own = sum(bool(one.words) for one in report.draft.headings)
    parts += [f"{own} mục đã có lời"] if own else []
    parts += [f"{taken} mục dùng được lời kỳ trước"] if taken else []
    parts += [f"{len(drafted.empty)} mục chưa có lời (in dấu chấm)" if drafted.empty else "không mục nào trống"]
    lines = [f"Bản viết của {title}: {', '.join(parts)}. Dự thảo: {name}."]
    if drafted.missing:
        lines.append(f"Phụ lục để trống nên thiếu số ở: {_names([heading for heading, _ in drafted.missing])}.")
    if drafted.examples:
        cells = ", ".join(drafted.examples)
        lines.append(f"Đơn vị nêu làm ví dụ là tối đa {MOST_EXAMPLES} đơn vị có số lớn nhất ở: {cells}; anh/chị xem lại.")
    carried = {one for given in report.before.values() for one in carried_over(given.words)}
    if carried:
        lines.append(
            f"Lời kỳ trước còn {len(carried)} chỗ mang số văn bản, ngày hoặc số khác; chọn “{USE}” tôi kể ra để xem lại."
        )
    lines += [named(report.lost.values())] if report.lost else []
    kept = sum(len(one.unlike) for one in report.with_before.words.values())
    lines += [f"{kept} chỗ lời khác phụ lục, đã ghi lý do."] if kept else []
    return "\n".join(filter(None, lines))


def left_out(headings: Sequence[OutlineHeading]) -> str:
    """What the office's own document has no place for; "" for nothing."""
    return f"Mẫu của cơ quan không có chỗ cho {len(headings)} mục: {_names(headings)}." if headings else ""


def to_look_at(report: WordedReport, slots: Sequence[str]) -> str:
    """What in the last period's words under these headings follows nothing, or reads otherwise today; "" for nothing."""
    carried = [one for slot in slots for one in carried_over(report.before[slot].words)]
    zero = [cell for slot in slots for cell in refreshed(report.before[slot].words, report.known).zero]
    named, cells = list(dict.fromkeys(carried)), [str(cell) for cell in dict.fromkeys(zero)]
    lines = (
        [f"Lời kỳ trước còn số văn bản, ngày, số khác cần xem lại: {few(named, _MOST_CARRIED, 'chỗ nữa')}."] if named else []
    )
    lines += [f"Nay bằng 0, xem lại câu chữ ở: {few(cells, _MOST, 'mục nữa')}."] if cells else []
    return "\n".join(lines)


def _names(headings: Sequence[OutlineHeading]) -> str:
    return few([_name(one) for one in headings], 3, "mục nữa")


def _name(heading: OutlineHeading) -> str:
    return cut(heading.name, _LONGEST // 2)


def title(heading: OutlineHeading, left: int) -> str:
    """At the head of the question for a heading; how many more are to come."""
    return cut(heading.name, _LONGEST) + (f" (còn {left} mục nữa)" if left else "")


def question(report: WordedReport, one: DraftHeading, tasks: int) -> str:
    """The heading with what stands under it, what stood there last period, and how to answer."""
    slot, heading = one.heading.slot, one.heading
    lines = [f"({cut(heading.prompt, _LONGEST)})"] if heading.prompt and heading.text else []
    said = " ".join(stated.text for stated in one.stated)
    lines += [f"Từ phụ lục: “{cut(said, _LONGEST * 2)}”"] if said else []
    lines += [f"Hiện có: “{cut(one.words, _LONGEST_SHOWN)}”"] if one.words else []
    before = report.before.get(slot)
    if before:
        lines.append(f"Kỳ trước: “{cut(refreshed(before.words, report.known).text, _LONGEST_SHOWN)}”")
        lines.append(to_look_at(report, [slot]))
    lines += [f"Có {tasks} nhiệm vụ đã xong trong kỳ."] if tasks else []
    ways = ["“như kỳ trước”"] if before else []
    ways += ["“không có”", "“bỏ qua”"] if not said else ["“bỏ qua”"]
    lines.append(f"Anh/chị gõ lời của mục này, hoặc {', '.join(ways)}; viết tiếp thì gõ “thêm: …”.")
    return "\n".join(filter(None, lines))


def title_together(count: int, left: int) -> str:
    """At the head of the question for several empty headings; how many more are to come."""
    return f"{count} mục chưa có lời" + (f" (còn {left} mục nữa)" if left else "")


def question_together(headings: Sequence[OutlineHeading]) -> str:
    """Several empty headings, each with its letter, and how to answer."""
    lines = [f"{letter}. {_unnumbered(one)}{_prompted(one)}" for letter, one in zip(LETTERS, headings, strict=False)]
    first, last = LETTERS[0], LETTERS[len(headings) - 1]
    how = (
        f"Anh/chị trả lời trong một tin, mỗi mục một dòng: “{first}: …”, “{last}: không có”. "
        "Thêm dòng “còn lại không có” cho các mục kia; “bỏ qua” để viết sau."
    )
    return "\n".join([*lines, how])


def _unnumbered(heading: OutlineHeading) -> str:
    """Its name without the number in front, beside which a letter would be read twice."""
    return _name(heading).lstrip("0123456789.) ")


def _prompted(heading: OutlineHeading) -> str:
    return f" ({cut(heading.prompt, _LONGEST // 2)})" if heading.prompt and heading.text else ""


def none_of(count: int) -> str:
    """The choice that leaves several headings with nothing to say."""
    return f"Cả {count} mục không có"


def taken(heading: OutlineHeading, words: str) -> str:
    """What stands under a heading now."""
    return f"Đã ghi {_name(heading)}: “{cut(words, _LONGEST)}”" if words else f"Đã bỏ lời ở mục {_name(heading)}."


def in_place_of(sentences: int) -> str:
    """Words that say all that the sentences from figures say stand instead of them."""
    return f"Lời này nêu đủ số của {sentences} câu lấy từ phụ lục nên thay các câu đó; số vẫn theo phụ lục."


def taken_many(count: int, left: int, dropped: int = 0) -> str:
    """Several headings at once, some of them `dropped`."""
    rest = f"còn {left} mục chưa có lời" if left else "mọi mục đã có lời"
    done = [f"ghi lời {count - dropped} mục"] * (count > dropped) + [f"bỏ {dropped} mục"] * bool(dropped)
    return f"Đã {', '.join(done)}, {rest}."


def unlike(form: Form, one: TextFigure) -> str:
    """A figure of the words that contradicts the appendix, or the sentence itself."""
    sentence = f"“{around(one)}”"
    if one.verdict is Verdict.INNER and one.ours is not None:
        return f"{sentence}\nLời ghi {one.written}, phép chia trong câu cho {number(one.ours)}%. Sửa ở đâu?"
    cells = cells_named(form, one)
    if one.verdict is Verdict.ASKED or one.ours is None:
        return f"{sentence}\nPhụ lục {cells} chọn cách khác. Sửa ở đâu?"
    return f"{sentence}\nLời ghi {one.written}, phụ lục {cells} là {number(one.ours)}. Sửa ở đâu?"


def how_to_mend(*, may_mend_figure: bool) -> str:
    """What can be typed there."""
    return "Gõ lại lời của mục này cũng được." + ("" if may_mend_figure else " Muốn sửa số, anh/chị mở lại phụ lục.")


def mend_words(one: TextFigure) -> str:
    """The choice that puts what the appendix has into the words."""
    return f"Sửa lời: {number(one.ours)}" if one.ours is not None else "Sửa lời"


def mend_figure(one: TextFigure) -> str:
    """The choice that puts what the words say into the appendix."""
    return f"Sửa phụ lục: {number(one.said)}" if one.said is not None else "Sửa phụ lục"


def mended(one: TextFigure) -> str:
    """The words say what the appendix has."""
    return f"Đã sửa lời từ {one.written} thành {number(one.ours)}." if one.ours is not None else "Đã sửa lời."


def kept(one: TextFigure, reason: str) -> str:
    """Both sides stay as they are."""
    return f"Đã giữ cả hai ({one.written}). Lý do: {reason}"


def task_list(tasks: Sequence[Task]) -> str:
    """Finished tasks as a paragraph of the report."""
    return f"Các nhiệm vụ đã hoàn thành: {'; '.join(_task(task) for task in tasks)}."


def _task(task: Task) -> str:
    about = [f"văn bản số {task.document_number}"] if task.document_number else []
    about += [f"kết quả: {task.result}"] if task.result else []
    about += [f"xong ngày {written_day(task.done_on)}"] if task.done_on else []
    said = task.title.strip().rstrip(".;")
    return f"{said} ({', '.join(about)})" if about else said


def in_word(name: str) -> str:
    """How the draft is changed in Word and sent back."""
    return (
        f"Anh/chị mở tệp {name} gửi kèm, viết vào chỗ chấm, sửa câu nào tùy ý, giữ nguyên các đề mục. "
        "Tôi cho xem lời nào thay đổi rồi mới ghi."
    )


def to_take(changes: Sequence[tuple[OutlineHeading, WordsRead]], missing: Sequence[OutlineHeading]) -> str:
    """What a draft that came back from Word changes."""
    lines = [f"• {_name(heading)}: {_change(read)}" for heading, read in changes]
    shown = [*lines[:_MOST], *([f"• và {len(lines) - _MOST} mục nữa"] if len(lines) > _MOST else [])]
    instead = sum(read.replaces for _, read in changes)
    shown += [f"Ở {instead} mục, câu lấy từ phụ lục không còn trong bản này nên cũng bỏ."] if instead else []
    gone = [f"Bản này không có đề mục: {_names(missing)}; lời ở đó tôi giữ nguyên."] if missing else []
    return "\n".join([f"Lời của {len(lines)} mục khác lời đang lưu:", *shown, *gone])


def _change(read: WordsRead) -> str:
    return f"“{cut(read.words, 60)}”" if read.words else "không còn gì"


def taken_back(outline: Outline, slots: Sequence[str]) -> str:
    """The headings whose words were taken back."""
    names = [_name(one) for one in outline.headings if one.slot in slots]
    return f"Đã hoàn tác lời ở {few(names, 3, 'mục nữa')}." if names else ""


def edited(outline: Outline, slots: Sequence[str]) -> str:
    """The headings whose words follow an edited message."""
    names = [_name(one) for one in outline.headings if one.slot in slots]
    return f"Lời ở {few(names, 3, 'mục nữa')} đã theo tin vừa sửa." if names else ""
