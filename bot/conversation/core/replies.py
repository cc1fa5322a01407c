"""What we are about to say, to the person and to others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.core.person import Person
from bot.messages.actions import Choice, button
from bot.messages.messages import Attachment, Outgoing, PageLink, Wanted
from bot.people.addresses import Address
from bot.people.leaving import Door
from bot.texts import refusals
from bot.texts.common import web
from bot.texts.common.wording import cut
from tracker.audit.log import Deed, What, note

_WORDS = re.compile(r"[^\W\d_]{2}")
_LONGEST_ABOUT = 50  # characters by which a message is known later
_MANY = 20  # replies of one turn that go out at once
_SCREEN = 15  # lines that are read without scrolling
LONGEST_REASON = 300  # characters that still read well in the Ghi chú column


@dataclass
class Replies(Person):
    """The replies to one message, which grow as the parts of the conversation speak."""

    replies: list[Outgoing] = field(default_factory=list, kw_only=True)
    spoken: bool = field(default=False, kw_only=True)
    _leads: list[str] = field(default_factory=list, kw_only=True)
    _also: list[Choice] = field(default_factory=list, kw_only=True)
    _wants: Wanted | None = field(default=None, kw_only=True)
    _enclosed: Attachment | None = field(default=None, kw_only=True)
    _page: PageLink | None = field(default=None, kw_only=True)

    def note(self, text: str) -> None:
        """Say this at the head of the next message."""
        if text:
            self._leads.append(text)

    def unsay(self) -> None:
        """Say and offer nothing of what waits for the next message."""
        self._leads.clear()
        self._also.clear()

    @property
    def room(self) -> int:
        """How many lines of a screen are left under what is at the head of the next message."""
        return _SCREEN - sum(lead.count("\n") + 1 for lead in self._leads)

    def offer(self, choice: Choice) -> None:
        """Offer this, after its own choices, with the next message."""
        self._also.append(choice)

    def enclose(self, attachment: Attachment) -> None:
        """Send this with the next message."""
        self._enclosed = attachment

    def lead_to(self, page: PageLink) -> None:
        """Give the way to a page with the next message."""
        self._page = page

    def want_file(self, what: str, action: str = "", fills: int | None = None) -> None:
        """Let them send a file in answer to the next message; the action leads to what it is for, or it fills this report."""
        self._wants = Wanted(what, action, fills)

    def say(
        self,
        text: str,
        choices: Sequence[Choice] = (),
        *,
        title: str = "",
        numbered: bool = False,
        attachment: Attachment | None = None,
    ) -> None:
        """Say something; choices belong to this step alone, except those that stay good in old messages.

        That a file was sent out is noted for the audit log.
        """
        attachment, self._enclosed = attachment or self._enclosed, None
        if attachment:
            note(self.session, Deed(What.FILE, "sent", attachment.unit_id, attachment.fills, attachment.name), self.source)
        if attachment and attachment.shows is not None and self._page is None:
            self._page = web.report_page(attachment.shows)
        self.here.note_told(())
        about = cut((title or text).partition("\n")[0], _LONGEST_ABOUT)
        buttons = self.place.offer(about, [*choices, *self._also], numbered=numbered)
        self._also.clear()
        self.replies.append(
            Outgoing(
                self.incoming.channel,
                self.incoming.address,
                text,
                title=title,
                lead="\n".join(self._leads),
                buttons=tuple(buttons),
                numbered=numbered,
                attachment=attachment,
                wants=self._wants,
                page=self._page,
                spent=None if self.spoken else self.incoming.message_ref,
            )
        )
        self._leads.clear()
        self._wants = self._page = None
        self.spoken = True

    def remark(self, text: str) -> None:
        """Say this in passing: the question that stands is not put again, and its choices stay as they are."""
        channel, address, spent = self.incoming.channel, self.incoming.address, self.incoming.message_ref
        lead = "\n".join(self._leads)
        self.replies.append(Outgoing(channel, address, text, lead=lead, spent=None if self.spoken else spent))
        self._leads.clear()
        self.spoken = True

    def remark_with(self, page: PageLink) -> None:
        """Give the way to a page in passing: what stands in the chat stays as it is."""
        self.remark("")
        self.replies[-1] = replace(self.replies[-1], page=page)

    def tell(self, address: Address | Door, title: str, text: str, choices: Sequence[Choice] = ()) -> None:
        """Say something to somebody else; only what lasts may be offered, since their own question stands.

        What is told to many goes out behind other people's answers.
        """
        buttons = tuple(button(choice, 0) for choice in choices)
        many = len(self.replies) >= _MANY
        said = Outgoing(address.channel, address.address, text, title=title, buttons=buttons, unasked=True, bulk=many)
        self.replies.append(said)

    def reason(self, text: str, missing: str = refusals.NO_REASON) -> str | None:
        """A reason in words, short enough to be printed; None, and says what is missing, if the text has no words."""
        if _WORDS.search(text):
            return text[:LONGEST_REASON]
        self.note(missing)
        return None
