"""Tables as pictures: opened again, as wide as a phone, and sent in the chat from the same query as the words."""

from io import BytesIO

from PIL import Image
from sqlalchemy import Engine

from bot.texts.desk import standing, standing_table
from bot.texts.tasks import rating
from tests.conftest import Clock, District
from tests.talking import Talk
from tracker.workbooks.pictures import Colour, TableCell, table_picture


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture.convert("RGB")


def colours(picture: Image.Image) -> set[str]:
    found = picture.getcolors(1 << 24) or []
    return {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in found}  # type: ignore[misc]


def test_a_table_is_as_wide_as_a_phone_and_coloured_as_its_cells_say() -> None:
    rows = [
        [TableCell("xã Bản Thi"), TableCell("đúng hạn", Colour.GOOD)],
        [TableCell("xã Đồng Lạc"), TableCell("chưa nộp", Colour.BAD)],
    ]
    picture = opened(table_picture("Tình hình nộp", ["Đơn vị", "Quý I"], rows))
    assert picture.width == 1080
    assert {Colour.GOOD.value, Colour.BAD.value} <= colours(picture)
    assert Colour.LATE.value not in colours(picture)


def test_long_names_wrap_and_many_rows_end_at_eighty() -> None:
    row = [TableCell("thị trấn " + "Bằng Lũng " * 12), TableCell("đúng hạn")]
    short = opened(table_picture("Tình hình", ["Đơn vị", "Quý I"], [row] * 3))
    most, more = (opened(table_picture("Tình hình", ["Đơn vị", "Quý I"], [row] * count)) for count in (80, 200))
    assert short.width == most.width == 1080
    assert most.height == more.height > 10 * short.height


def ink_in_last_column(cell: TableCell) -> tuple[int, int]:
    """How far the letters of a cell are from the left and the right edge of its column."""
    column = 300
    picture = opened(table_picture("Biểu", ["Mục", "Tên cột rất dài để cột này rộng"], [[TableCell("a"), cell]])).convert("L")
    last = picture.crop((picture.width - 36 - column, picture.height - 36 - 60, picture.width - 40, picture.height - 42))
    dark = [x for x in range(last.width) if any(last.getpixel((x, y)) < 128 for y in range(last.height))]  # type: ignore[operator]
    return dark[0], last.width - dark[-1]


def test_figures_stand_at_the_right_and_headings_are_bold() -> None:
    text, figure = (ink_in_last_column(TableCell("1.492", is_figure=right)) for right in (False, True))
    assert figure[1] < 20 < text[1]
    plain, heading = (table_picture("Biểu", ["a"], [[TableCell("Kinh tế", is_heading=bold)]]) for bold in (False, True))
    assert plain != heading


def test_a_title_of_two_lines_is_measured_line_by_line() -> None:
    picture = opened(table_picture("Biểu", ["a", "Quyết toán\n(năm trước)"], [[TableCell("a"), TableCell("một\nhai")]]))
    assert picture.width == 1080


def test_a_long_text_ends_above_the_line_of_its_row() -> None:
    lines = "\n".join(["Kế hoạch"] * 12)
    many = opened(table_picture("Biểu", ["a"], [[TableCell(lines)]])).convert("L")
    foot = many.crop((50, many.height - 36 - 10, 500, many.height - 38))
    assert min(foot.tobytes()) > 200


def test_every_vietnamese_letter_has_a_shape_of_its_own() -> None:
    """A font without a letter draws the same box for all that it lacks."""
    letters = "ăâđêôơưàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ"
    shapes = {table_picture(letter, ["a"], [[TableCell(letter)]]) for letter in letters + letters.upper()}
    assert len(shapes) == 2 * len(letters)


def test_the_desk_gets_the_standing_as_a_picture_and_officers_do_not(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    talk, thu = Talk(engine, clock), str(stored_district.desk.id)
    talk.say(thu, "/tinhhinh")
    (sent,) = talk.say(thu, standing.PICTURE)
    assert sent.attachment
    assert sent.attachment.name == standing_table.PICTURE_NAME
    assert Colour.BAD.value in colours(opened(sent.attachment.content))
    assert all(reply.attachment is None for reply in talk.say(str(stored_district.officer.id), "ảnh tình hình"))


def test_the_desk_gets_the_rates_of_tasks_as_a_picture(engine: Engine, clock: Clock, stored_district: District) -> None:
    talk, thu = Talk(engine, clock), str(stored_district.desk.id)
    talk.say(thu, "giao Bản Thi: nộp kế hoạch CCHC, hạn 15/12")
    talk.say(thu, "giao")
    talk.say(thu, "tỷ lệ nhiệm vụ")
    (sent,) = talk.say(thu, rating.PICTURE)
    assert sent.attachment
    assert opened(sent.attachment.content).width == 1080
