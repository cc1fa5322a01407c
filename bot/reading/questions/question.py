"""What is asked or ordered, as it was read."""

from dataclasses import dataclass, field

from bot.reading.questions.objects import Objects
from bot.reading.questions.vocabulary import About, AnswerShape, Making, Topic
from bot.reading.questions.whens import When

_LONGEST_UNKNOWN = 4


@dataclass(frozen=True)
class Question:
    """What is asked, or ordered.

    `names` are the units that it calls by their whole names; `left` are words that mean none of this and so should be a part
    of a unit's or a form's name. `asks` says that it is put as a question, `many` that it asks which or how many units.
    `whens` are all rounds that it names, `when` the first. `how` is what shall be made of the figures of the `objects`' rows,
    or of those whose labels have the words `label`; `number` is the number that goes with it: the first so many, more than so
    many, so many rounds one after the other, late by so many days at least. `rest` is what follows an order that takes a day
    and a reason; `by_name` says that it is the object of an order, of which a unit's name is expected; `report` is a name
    behind "báo cáo" that is no known report's; `aside` is why an order is given, which is done nothing with.
    """

    about: About = About.ALL
    shape: AnswerShape = AnswerShape.TEXT
    objects: Objects = field(default_factory=Objects)
    left: str = ""
    asks: bool = False
    many: bool = False
    topic: Topic = Topic.STANDING
    how: Making = Making.VALUE
    number: int | None = None
    label: str = ""
    rest: str = ""
    by_name: bool = False
    report: str = ""
    aside: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The units that it calls by their whole names."""
        return self.objects.names

    @property
    def whens(self) -> tuple[When, ...]:
        """All rounds that it names."""
        return self.objects.whens

    @property
    def when(self) -> When:
        """The first round that it names."""
        return self.whens[0] if self.whens else When()

    @property
    def may_name_nobody(self) -> bool:
        """Whether the words that are left are likely the name of a unit even if there is none, rather than of nothing here."""
        words = self.left.split()
        return self.asks and not self.many and len(words) <= _LONGEST_UNKNOWN and not any(map(str.isdigit, self.left))
