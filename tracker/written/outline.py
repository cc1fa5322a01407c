"""A written report's outline: its headings in order, with sentences that take figures, and places for words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.kernel.names import fold
from tracker.written.vocabulary import ITEM

_FOLDER = files("tracker.written") / "outlines"
_FRAME = ("title", "basis", "end", "to")
PLAIN = "plain"
PART = "part "  # before the key of a form's part, the slot of its heading in a plain outline
_PARTS = frozenset({"A", "I"})
_FEWEST_WORDS = 2  # by which a heading is known
_MOST_SENTENCES = 12  # of one part in an outline that is made of a form's rows: the appendix says the rest


@dataclass(frozen=True)
class Variant:
    """One wording of a sentence, and `when` it is the right one: "1.4.1 = 0", "7.2 is 1"; "" once its figures are there.

    In its text `{1.2.1}` is a figure, `{1.4.2 / 1.4.1}` a rate, `{unit}` a fact of the report. `[A|B]` is A while all its
    figures are there and none is 0, B where one is 0; `[A]` is A while its figures are there. `{most 1.1}` are the units with
    the largest figures in a roll-up, which a report of one unit has not.
    """

    when: str
    text: str


@dataclass(frozen=True)
class OutlineHeading:
    """A heading: how deep ("I", "1", "1.1", "a", "-", "+", "text"), the matter by which its words are kept, and its wording.

    `prompt` says what belongs there; of a paragraph without a heading it is its name, which is not printed. `words`: there
    is a place for words. Of each sentence the first variant that fits is taken.
    """

    level: str
    slot: str
    text: str
    prompt: str
    words: bool
    sentences: tuple[tuple[Variant, ...], ...] = ()

    @property
    def name(self) -> str:
        """By which a person knows it."""
        return (self.text or self.prompt).strip(" -+:.")


@dataclass(frozen=True)
class Outline:
    """The wording of title, first sentence (after what asks for the report), last sentence and receivers; the headings."""

    title: str
    basis: str
    end: str
    to: tuple[str, ...]
    headings: tuple[OutlineHeading, ...]


def outline_of(form: Form) -> Outline:
    """The outline that is beside the form, or a plain one of its parts and rows."""
    return read_outline(form.code) if (_FOLDER / f"{form.code}.tsv").is_file() else _plain(form)


@cache
def read_outline(code: str) -> Outline:
    """The outline of this name; raises FileNotFoundError."""
    lines = (_FOLDER / f"{code}.tsv").read_text(encoding="utf-8").splitlines()
    return _outline([line.split("\t") for line in lines[1:]])


def _outline(lines: Sequence[Sequence[str]]) -> Outline:
    frame: dict[str, str] = {}
    headings: list[OutlineHeading] = []
    groups: list[list[list[Variant]]] = []
    for level, slot, when, text, prompt in lines:
        if level in _FRAME:
            frame[level] = text
        elif level == "or":
            groups[-1][-1].append(Variant(when, text))
        elif level:
            headings.append(OutlineHeading(level, slot, text, prompt, when == "words"))
            groups.append([])
        else:
            groups[-1].append([Variant(when, text)])
    whole = tuple(
        OutlineHeading(one.level, one.slot, one.text, one.prompt, one.words, tuple(map(tuple, found)))
        for one, found in zip(headings, groups, strict=True)
    )
    return Outline(frame["title"], frame["basis"], frame["end"], tuple(filter(None, frame["to"].split("; "))), whole)


def _plain(form: Form) -> Outline:
    """One heading for each part of the form, under it a sentence for each row that has a figure; then the usual end."""
    frame = read_outline(PLAIN)
    before, *after = frame.headings
    parts = [_part(form, number, part) for number, part in enumerate(form.sections, start=1)]
    title = frame.title.replace("{form}", form.name)
    return Outline(title, frame.basis, frame.end.replace("{form}", form.name), frame.to, (before, *parts, *after))


def _part(form: Form, number: int, part: Row) -> OutlineHeading:
    rows = [row for row in form.rows if form.section_of[row.key].key == part.key]
    sentences = [sentence for row in rows for sentence in _of_row(form, row)]
    text = f"{number}. {part.label.strip().rstrip(':.') or form.name}"
    return OutlineHeading("1", f"{PART}{part.key}", text, "", words=True, sentences=tuple(sentences[:_MOST_SENTENCES]))


def _of_row(form: Form, row: Row) -> Iterator[tuple[Variant, ...]]:
    """What the figures of a printed row say, each with the title of its column where there are several."""
    if row.kind in {Kind.SECTION, Kind.TEXT} or row.repeats:
        return
    fields = [field for field in (form.by_cell[cell] for cell in form.cells_of(row)) if field.is_number and not field.optional]
    if row.kind is Kind.HEADING:
        fields = []
    said = [_figure(field) for field in fields]
    if said:
        label = row.label.strip().rstrip(":.").replace("{", "(").replace("}", ")").replace("[", "(").replace("]", ")")
        yield (Variant("", f"{label}: {', '.join(said)}."),)


def _figure(field: Row) -> str:
    unit = "" if field.kind is Kind.RATE or len(field.unit) < 2 or ";" in field.unit else f" {field.unit.lower()}"  # noqa: PLR2004
    named = f"{field.named.strip()} " if field.named else ""
    return f"{named}{{{field.cell}}}{unit}"


def heading_named(outline: Outline, text: str) -> OutlineHeading | None:
    """The only heading of this mark ("V", "III.2") or whose name begins with these words, two at least; None for none."""
    said = fold(text).strip(" .:-+")
    by_mark = {mark: one for mark, one in _marked(outline) if mark}
    if said in by_mark:
        return by_mark[said]
    words = said.replace(",", " ").split()
    named = [one for one in outline.headings if _bare_words(one.name)[: len(words)] == words]
    return named[0] if len(words) >= _FEWEST_WORDS and len(named) == 1 else None


def _marked(outline: Outline) -> Iterator[tuple[str, OutlineHeading]]:
    """Each heading with its mark behind that of the part above it, folded."""
    above = ""
    for one in outline.headings:
        found = ITEM.match(one.text)
        mark = fold(found["mark"]).strip(".)") if found and found["mark"][0].isalnum() else ""
        if one.level in _PARTS:
            above = mark
            yield mark, one
        else:
            yield (f"{above}.{mark}" if above and mark else ""), one


def _bare_words(name: str) -> list[str]:
    return fold(ITEM.sub("", name)).replace(",", " ").split()
