"""What the correction sheet's columns and lines are called."""

import re

ROWS, FORM, CONCEPTS = "Form rows", "Form", "Concepts"
COLUMNS = (
    *("key", "stt", "label", "unit", "kind", "of", "by", "ask", "options", "note", "italic", "tasks", "concept"),
    "why uncertain",
)
CONCEPT_COLUMNS = ("concept", "wording", "note")
FIELD_COLUMNS = ("field", "value", "why uncertain")
HEAD_FIELDS = {
    "head: number": "stt",
    "head: label": "label",
    "head: result": "result",
    "head: unit": "unit",
    "head: figure": "figure",
    "head: note": "note",
}
ONCE = ("name", "appendix", "attached to", "reminders", *HEAD_FIELDS)
REPEATED = ("title", "warn", "block", "mention")
NAMES = frozenset({"period", "PERIOD", "period_within", "year", "unit", "UNIT"})  # of tracker.workbook.Heading.facts

Options = tuple[tuple[str, str], ...]
_CODED = re.compile(r"(?P<code>\w{1,10})=(?P<label>.+)")


def options_text(options: Options) -> str:
    """One answer a line: "0=Trực tuyến", or the label alone where no code is printed."""
    return "\n".join(label if code == label else f"{code}={label}" for code, label in options)


def read_options(text: str) -> Options:
    """What `options_text` wrote; answers in one line may be parted by semicolons."""
    coded = re.search(r"\w=", text)
    parts = [part.strip() for part in re.split(r"\n|;\s*(?=\w{1,10}=)" if coded else r"[\n;]", text) if part.strip()]
    pairs = [(match["code"], match["label"].strip()) if (match := _CODED.fullmatch(part)) else (part, part) for part in parts]
    return tuple(pairs)
