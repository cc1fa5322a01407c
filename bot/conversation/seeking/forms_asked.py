"""The forms that a desk's units report on, by which words of a question are told: rows, labels, names of reports."""

from bot.conversation.core.turn import Turn
from bot.reading.questions import names_form
from tracker.forms.catalogue import published_form
from tracker.forms.form import Form
from tracker.forms.row_index import rows_called
from tracker.reports.rounds import rounds_within


class FormsAsked:
    """The forms that a desk's units report on, read when something is looked for in them."""

    def __init__(self, turn: Turn) -> None:
        """None is read yet."""
        self._turn, self._read, self._names = turn, list[Form](), set[tuple[str, str]]()

    @property
    def forms(self) -> list[Form]:
        """The newest version of each."""
        if not self._read:
            codes = dict.fromkeys(round_.form_code for round_ in rounds_within(self._turn.session, self._turn.unit))
            self._read = [published_form(self._turn.session, code) for code in codes]
        return self._read

    def __contains__(self, key: object) -> bool:
        """Whether one of them has a row of this number."""
        return any(key in form.by_key for form in self.forms)

    def is_form(self, words: str, behind: bool) -> bool:
        """Whether these words name one of them: a part of its name behind "báo cáo", elsewhere its initials or most of it."""
        if not behind and not _is_sure_of_form(words):
            return False
        if not self._names:
            rounds_ = rounds_within(self._turn.session, self._turn.unit)
            self._names = {(round_.form_name, round_.form_code) for round_ in rounds_}
        return any(names_form(words, *one) for one in self._names)

    def is_label(self, words: str) -> bool:
        """Whether a row of one of them has these words in its label."""
        return any(rows_called(form, words) for form in self.forms)


def _is_sure_of_form(words: str) -> bool:
    return words.count(" ") != 1
