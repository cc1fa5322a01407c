"""A table as a picture that reads well on a phone: wide as a phone held upright, Vietnamese letters intact."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from math import ceil
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageFont

_WIDTH = 1080  # pixels: 360 points of a phone, three pixels each
_EDGE, _PAD, _LEADING = 36, 14, 1.35
ROOM = _WIDTH - 2 * _EDGE  # pixels for a table
_SIZE, _TITLE_SIZE = 34, 42
_SPACING = _SIZE * (_LEADING - 1)
_TITLE_SPACING = _TITLE_SIZE * (_LEADING - 1)
_INK, _LINE, _HEAD, _PAPER = "#1a1a1a", "#c8c8c8", "#e8eef5", "#ffffff"
_WIDEST = 260  # pixels of a column beside the first, before its texts wrap
_WIDEST_NAME = 170  # of the name over it
_SHADES = 16  # between ink and ground, at the edges of letters
_MOST_ROWS = 80
_FONT = "files/NotoSans[wdth,wght].ttf"


class Colour(Enum):
    """What a cell says before it is read."""

    NONE = _PAPER
    GOOD = "#d5ecd4"
    LATE = "#fdebc8"
    BAD = "#f8d3d0"
    CALM = "#e6e6e6"


class TableCell(NamedTuple):
    """A text and its colour; a heading is bold, and figures stand under each other at the right."""

    text: str
    colour: Colour = Colour.NONE
    is_heading: bool = False
    is_figure: bool = False


def table_picture(title: str, head: Sequence[str], rows: Sequence[Sequence[TableCell]]) -> bytes:
    """The .png: the first column takes what the others leave; texts wrap; many columns make it wider; at most 80 rows."""
    rows = rows[:_MOST_ROWS]
    plain, bold, large = _font(_SIZE), _font(_SIZE, bold=True), _font(_TITLE_SIZE, bold=True)
    columns = zip(*([cell.text for cell in row[1:]] for row in rows), strict=True)
    others = [column_width(name, column) for name, column in zip(head[1:], columns, strict=False)]
    widths = [max(ROOM - sum(others), 220), *others]
    lines = [_Line([TableCell(name) for name in head], bold, bold), *(_Line(row, plain, bold) for row in rows)]
    heights = [line.height(widths) for line in lines]
    heading = "\n".join(_wrapped(title, large, sum(widths)))
    top = round(_measure().multiline_textbbox((_EDGE, _EDGE), heading, large, spacing=_TITLE_SPACING)[3]) + 2 * _PAD
    picture = Image.new("RGB", (sum(widths) + 2 * _EDGE, top + sum(heights) + _EDGE), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.multiline_text((_EDGE, _EDGE), heading, _INK, large, spacing=_TITLE_SPACING)
    for number, (line, height) in enumerate(zip(lines, heights, strict=True)):
        line.draw(draw, top, widths, height, is_head=number == 0)
        top += height
    written = BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


def column_width(name: str, texts: Sequence[str]) -> int:
    """How many pixels a column beside the first takes: long texts wrap, a figure never does."""
    bold = _font(_SIZE, bold=True)
    words = _longest([word for text in (name, *texts) for word in text.split()], bold)
    return max(min(_longest(texts, bold), _WIDEST), min(_longest([name], bold), _WIDEST_NAME), words) + 2 * _PAD


class _Line(NamedTuple):
    """A row of the table, plain but for its headings; the head has a ground of its own."""

    cells: Sequence[TableCell]
    plain: ImageFont.FreeTypeFont
    bold: ImageFont.FreeTypeFont

    def _font(self, cell: TableCell) -> ImageFont.FreeTypeFont:
        return self.bold if cell.is_heading else self.plain

    def _texts(self, widths: Sequence[int]) -> list[list[str]]:
        pairs = zip(self.cells, widths, strict=True)
        return [_wrapped(cell.text, self._font(cell), width - 2 * _PAD) for cell, width in pairs]

    def height(self, widths: Sequence[int]) -> int:
        most = max(len(text) for text in self._texts(widths))
        return round(most * (self.bold.getbbox("A")[3] + _SPACING)) + 2 * _PAD

    def draw(self, draw: ImageDraw.ImageDraw, top: int, widths: Sequence[int], height: int, *, is_head: bool) -> None:
        left = _EDGE
        for cell, text, width in zip(self.cells, self._texts(widths), widths, strict=True):
            ground = _HEAD if is_head else cell.colour.value
            draw.rectangle((left, top, left + width, top + height), ground, _LINE)
            anchor, align = ("ra", "right") if cell.is_figure else ("la", "left")
            place = (left + width - _PAD if cell.is_figure else left + _PAD, top + _PAD)
            font, lines = self._font(cell), "\n".join(text)
            draw.multiline_text(place, lines, _INK, font, anchor=anchor, spacing=_SPACING, align=align)
            left += width


def _measure() -> ImageDraw.ImageDraw:
    return ImageDraw.Draw(Image.new("1", (1, 1)))


@lru_cache
def _palette() -> Image.Image:
    """Every ground with its shades up to the ink: a third of the bytes, and of the time, that all colours take."""
    ink, parts = ImageColor.getrgb(_INK), [*ImageColor.getrgb(_LINE)]
    for ground in {_HEAD, *(colour.value for colour in Colour)}:
        paper = ImageColor.getrgb(ground)
        for shade in range(_SHADES):
            parts += [round(a + (b - a) * shade / (_SHADES - 1)) for a, b in zip(paper, ink, strict=True)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(parts)
    return palette


@lru_cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    with (files("fontpkg_noto_sans") / _FONT).open("rb") as file:
        font = ImageFont.truetype(BytesIO(file.read()), size)
    font.set_variation_by_axes([700 if bold else 400, 90])
    return font


def _longest(texts: Sequence[str], font: ImageFont.FreeTypeFont) -> int:
    """The widest line; a font can measure no line break."""
    return max((ceil(font.getlength(line)) for text in texts for line in text.split("\n")), default=0)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """In lines that are as wide as that, or are one word; its own line breaks stay."""
    lines = []
    for own_line in text.split("\n"):
        lines.append("")
        for word in own_line.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and font.getlength(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines
