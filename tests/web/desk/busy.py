"""A site on which something of everything waits for its moderators."""

from dataclasses import dataclass, replace
from typing import Any

from civiltongue.domain.notice import Ground, NoticeState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author, AuthorKind
from civiltongue.operations.add_note import NewNote, add_note
from civiltongue.operations.appeal import appeal_ruling, appeal_sanction
from civiltongue.operations.appeal_notice import appeal_notice
from civiltongue.operations.ask_inquiry import InquiryWish, ask_inquiry, confirm_inquiry, inquiry_link
from civiltongue.operations.claim_author import claim_author
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice
from civiltongue.operations.give_notice import GivenNotice, give_notice, notice_link
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.policyfile import default
from civiltongue.storage import comments
from tests.houses import CIVIL, Setting, a_story
from tests.living import LivingSite
from tests.operations.test_weighing_reports import TEXTS

REASON = "Two comments in one evening that gave away where somebody lives."


@dataclass(frozen=True)
class Busy:
    """What is there, by id."""

    author: Author
    published: str
    rejected: str
    held: str
    thread: str
    appeal: str
    sanction: str
    sanction_appeal: str
    notice: str
    refused_notice: str
    claim: str
    night: str
    inquiry: str


def a_busy_site(site: LivingSite, *, first: str = "operator") -> Busy:
    """Let something of everything happen on a site; ``first`` makes the decisions that are appealed against."""
    setting = Setting(site.living.house, site.site, site.living.house.clock, site.key)  # type: ignore[arg-type]
    house, of = setting.house, setting.site
    author, other = setting.an_author("Maren Tidewater"), setting.an_author("Ole Sandpiper")
    story: Any = a_story(title="Harbour lamps to be dimmed at midnight")
    published = _id(setting, author, CIVIL, story=story)
    rejected = _id(setting, author, "The lamps on the quay should stay on until the last ferry.", story=story)
    held = _id(
        setting, other, "He stole from the till, everybody on the pier knows it was Mayor Holm.", story=story
    )
    night = _id(
        setting,
        other,
        "A timetable at the quay would help as well.",
        story=a_story("night-bus", title="Night bus"),
    )
    review = Review(rejected, Verdict.REJECT, first, rule="privacy", note="It says where somebody lives.")
    review_comment(house, of, review)
    appeal = appeal_ruling(
        house, of, author, comment_id=rejected, text="No house is named in it, only the quay."
    )
    add_note(house, of, NewNote(author.id, "Wrote to us kindly about the lamps."), by=first)
    lasting = {"kind": SanctionKind.WARNING, "reason": REASON, "by": first}
    sanction = sanction_author(house, of, other.id, **lasting)  # type: ignore[arg-type]
    about_sanction = appeal_sanction(house, of, other, sanction_id=sanction.id, text="That was not me.")
    given = GivenNotice(
        comment_id=published,
        ground=Ground.DEFAMATION.value,
        text="It says of me that I stole.",
        name="Pia Holm",
        email="pia@example.com",
        address="address",
        in_good_faith=True,
    )
    notice = give_notice(house, of, given)
    refused = give_notice(house, of, replace(given, text="It calls the council blind.", name="Tove Marram"))
    decide_notice(house, of, NoticeDecision(refused.id, NoticeState.REFUSED, "It asks for a survey.", first))
    appeal_notice(house, notice_link(house, refused).rsplit("/", 1)[1], "Read its last sentence again.")
    imported = setting.an_author("Maren Tidewater", kind=AuthorKind.IMPORTED)
    claim = claim_author(
        house, of, author, imported.id, text="I signed like this in 2019, under the ferry story."
    )
    wish = InquiryWish("Mayor Holm", "holm@example.com", "I am told that I am in it.", "address")
    inquiry = ask_inquiry(house, of, wish)
    confirm_inquiry(house, inquiry_link(house, inquiry).rsplit("/", 1)[1])
    with house.database.read() as connection:
        known = comments.get(connection, of.id, published)
    assert known is not None
    return Busy(
        author,
        published,
        rejected,
        held,
        known.thread_id,
        appeal.id,
        sanction.id,
        about_sanction.id,
        notice.id,
        refused.id,
        claim.id,
        night,
        inquiry.id,
    )


WRONG_FROM = 4
ABUSE = default().replace("hold_at: 3}", f"hold_at: 3, wrong_from: {WRONG_FROM}, ground: terms-of-use}}")
"""House rules that name a ground for abuse of reporting."""


def somebody_who_reports_without_reason(site: LivingSite) -> tuple[Author, str]:
    """Return an author whose reports were all wrong, and a comment that they report besides."""
    setting = Setting(site.living.house, site.site, site.living.house.clock, site.key)  # type: ignore[arg-type]
    house, of, reader = setting.house, setting.site, setting.an_author("Jory Sandpiper")
    reported = [_id(setting, setting.an_author(), text) for text in TEXTS[: WRONG_FROM + 1]]
    for comment in reported:
        report_comment(house, of, reader, comment_id=comment, rule="personal-attack")
    for comment in reported[:-1]:
        review_comment(house, of, Review(comment, Verdict.PUBLISH, "operator"))
    return reader, reported[-1]


def _id(setting: Setting, author: Author, text: str, **values: Any) -> str:
    comment = setting.submit(author, text, **values).comment
    assert comment is not None
    return comment.id
