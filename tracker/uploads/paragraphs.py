"""The text of a Word document, paragraph by paragraph, read tag by tag within fixed bounds."""

from tracker.uploads import errors
from tracker.uploads.parts import Parts, Walker
from tracker.uploads.values import words

MOST_PARAGRAPHS, MOST_TEXT = 20_000, 1_000_000
_MOST_OPENED = 200_000  # empty ones among them
_BLANKS = {"w:tab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
Read = list[tuple[str, bool]]


class Paragraphs(Walker):
    """Reads the part of a document: what a reader sees, with insertions, text boxes, fields; without what was taken out.

    `found` has each paragraph that is not empty, and whether it stands in a table; one inside another comes before it.
    """

    def __init__(self) -> None:
        self.found: Read = []
        self._open: list[list[str]] = []
        self._opened = self._length = self._tables = self._hidden = 0
        self._text = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the same for every walker
        """Take the beginning of a paragraph or of what it holds."""
        if name in {"mc:Fallback", "w:moveFrom"}:
            self._hidden += 1
        elif name == "w:p":
            self._opened += 1
            if self._opened > _MOST_OPENED:
                raise errors.DocumentTooLong(most=f"{_MOST_OPENED} paragraphs")
            self._open.append([])
        elif name == "w:tbl":
            self._tables += 1
        elif name == "w:t":
            self._text = True
        elif name in _BLANKS and self._open and not self._hidden:
            self._open[-1].append(_BLANKS[name])

    def said(self, text: str) -> None:
        """Keep the characters of a run."""
        if not self._text or self._hidden or not self._open:
            return
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise errors.DocumentTooLong(most=f"{MOST_TEXT} characters")
        self._open[-1].append(text)

    def closed(self, name: str) -> None:
        """Keep a finished paragraph."""
        if name in {"mc:Fallback", "w:moveFrom"}:
            self._hidden -= 1
        elif name == "w:t":
            self._text = False
        elif name == "w:tbl":
            self._tables -= 1
        elif name == "w:p" and self._open:
            text = words("".join(self._open.pop()).replace("\u00a0", " "))
            if text:
                self.found.append((text, self._tables > 0))
            if len(self.found) > MOST_PARAGRAPHS:
                raise errors.DocumentTooLong(most=f"{MOST_PARAGRAPHS} paragraphs")


def read_paragraphs(content: bytes) -> Read:
    """The paragraphs of a .docx that the guard has passed; raises UploadRefused."""
    parts = Parts(content)
    path = next((target for _, kind, target in parts.relations("") if kind == "officeDocument"), None)
    if path is None:
        raise errors.DocumentDamaged(why="it does not say which part is the text")
    walker = Paragraphs()
    parts.walk(path, walker)
    if not walker.found:
        raise errors.UploadEmpty
    return walker.found
