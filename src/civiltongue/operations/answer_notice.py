"""Ask an author about a notice, by a signed link, and take in what they say to it."""

from dataclasses import dataclass
from datetime import timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Comment, Site
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.appeal import checked_words
from civiltongue.operations.house import House
from civiltongue.operations.mask_notice import masked_words
from civiltongue.operations.record import record
from civiltongue.operations.tokens import sign, verify
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import comments, notices, sites
from civiltongue.storage.database import Connection
from civiltongue.wording import phrase

LINK_LIFETIME = timedelta(days=365)
BY_LINK = "notice"
"""Who did something, where a signed link about a notice says who may."""
_PURPOSE = "notice-answer"
_GONE = "What this link was about is gone."


@dataclass(frozen=True, slots=True)
class Asked:
    """What an author is asked about: their comment, and what somebody says of it, on which ground.

    ``words`` are without who says so, and empty where they could not be masked.
    """

    site: Site
    policy: Policy
    notice: Notice
    visible: str
    words: str

    @property
    def permitted(self) -> bool:
        """Say whether something can be said to it now."""
        return self.notice.state is NoticeState.OPEN and not self.notice.author_text


def ask_author(connection: Connection, house: House, comment: Comment, notice: Notice, words: str) -> None:
    """Write to a comment's author that it waits, and until when they can say something; no address, no letter.

    ``words`` are those of the notice, as :func:`masked_words` returns them.
    """
    policy = house.in_force(connection, comment.site_id).policy
    now = house.clock()
    until = now + timedelta(days=policy.notices.answer)
    claims = {"notice": notice.id, "site": notice.site_id}
    told = {
        "publication": policy.publication,
        "said": _said(notice, words),
        "until": f"{until:%Y-%m-%d %H:%M} UTC",
        "link": f"{house.settings.base_url}/notices/answer/{sign(house, _PURPOSE, claims, lifetime=LINK_LIFETIME)}",
    }
    letter = write_to_author(
        connection,
        house,
        (comment.site_id, comment.author_id),
        lambda: (phrase("notice.held_subject", **told), phrase("notice.held_body", **told)),
        at=now,
    )
    if letter is not None:
        notices.ask(connection, notice, until=until)


def read_asked(house: House, token: str) -> Asked:
    """Return what an author is asked about; raises TokenInvalid, and NotFound once it is gone."""
    claims = verify(house, _PURPOSE, token, now=house.clock())
    with house.database.read() as connection:
        site = sites.get(connection, claims["site"])
        notice = notices.get(connection, claims["site"], claims["notice"])
        comment = comments.get(connection, claims["site"], notice.comment_id) if notice else None
        if site is None or notice is None or comment is None or comment.revision_id is None:
            raise NotFound(_GONE, where="link")
        revision = comments.revision(connection, site.id, comment.revision_id)
        known = house.in_force(connection, site.id)
    words = masked_words(notice, known.judge)
    return Asked(site, known.policy, notice, revision.visible if revision else "", words)


def answer_notice(house: House, token: str, text: str) -> None:
    """Record what an author says to a notice, once, until it is decided.

    Raises as :func:`read_asked`, BadInput, and Conflict where there was an answer or a decision.
    """
    checked = checked_words(text)
    notice = read_asked(house, token).notice

    def work(connection: Connection) -> None:
        if not notices.answer(connection, notice, checked):
            raise Conflict("It was answered, or decided, meanwhile.", where="notice")
        record(house, connection, notice.site_id, Event.NOTICE_ANSWER, actor=BY_LINK, subject=notice.id)

    house.database.write(work)


def _said(notice: Notice, words: str) -> str:
    """Return the ground, and the words as letters quote them."""
    lines = [phrase(f"notice.ground_{notice.ground.value}")]
    lines += [f"{notices.QUOTED}{line}" for line in words.splitlines() if line.strip()]
    return "\n".join(lines)
