"""An author about whom there is something in every table that can hold it."""

from sqlalchemy import select

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.claim import ClaimState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author, AuthorKind, Comment
from civiltongue.operations.add_note import NewNote, add_note
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.choose_news import choose_news
from civiltongue.operations.claim_author import claim_author, decide_claim
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.give_notice import GivenNotice, give_notice
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.operations.sign_in import LinkWish, follow_link, send_link
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.storage import schema
from tests.houses import Setting

NAME = "Zephyrine Quillfeather"
EMAIL = "Zephyrine.Quillfeather@lighthouse.example"
WORDS = ("quincunx", "thaumatrope", "ombrellino", "velleity", "zarzuela", "pettifog", "gallimaufry")
"""Words that stand nowhere but in what the author wrote, or what was written to them."""


def sign_in_author(setting: Setting) -> Author:
    """Sign somebody in by a link, as readers do."""
    send_link(setting.house, setting.site, LinkWish(EMAIL, "address"))
    with setting.house.database.read() as connection:
        body = connection.execute(
            select(schema.outbox.c.body).order_by(schema.outbox.c.id.desc()).limit(1)
        ).scalar_one()
    token = body.split("/sign-in/link/")[1].split()[0]
    return follow_link(setting.house, token, name=NAME).author


def a_full_life(setting: Setting) -> Author:
    """Return an author about whom there is something in every table that can hold it."""
    author, other = sign_in_author(setting), setting.an_author()
    house, site = setting.house, setting.site
    choose_news(house, site, author, "at_once")
    comment = setting.submit(author, "A quincunx of lamps would light the quay.", key="key-quincunx").comment
    mine = setting.submit(author, "The velleity of the board is plain to see on every bench.").comment
    assert comment is not None
    assert mine is not None
    setting.submit(other, parent_id=comment.id)
    report_comment(house, site, other, comment_id=comment.id, rule="privacy", text="thaumatrope, says who?")
    review_comment(
        house, site, Review(comment.id, Verdict.REJECT, "moderator:a", rule="privacy", note="velleity")
    )
    appeal = appeal_ruling(house, site, author, comment_id=comment.id, text="zarzuela is no private fact")
    decide_appeal(house, site, AppealDecision(appeal.id, AppealState.UPHELD, "pettifog", "moderator:b"))
    theirs = setting.submit(other, "The council should publish its survey of the pier as well.").comment
    assert theirs is not None
    report_comment(house, site, author, comment_id=theirs.id, rule="privacy", text="ombrellino")
    reason = f"gallimaufry, {NAME}"
    sanction_author(house, site, author.id, kind=SanctionKind.WARNING, reason=reason, by="operator")
    _notices(setting, mine, theirs)
    add_note(house, site, NewNote(author.id, f"{NAME} wrote of a quincunx.", comment.id), by="moderator:a")
    guest = welcome_author(house, site, NAME, kind=AuthorKind.GUEST, email=None)
    claim = claim_author(house, site, author, guest.id, text=f"The {WORDS[0]} was mine.")
    decide_claim(house, site, claim.id, ClaimState.CONFIRMED, by="moderator:a")
    send_link(house, site, LinkWish(EMAIL.lower(), "address"))
    return author


def _notices(setting: Setting, mine: Comment, theirs: Comment) -> None:
    """Let the author give notice of another's comment, and another of the author's."""
    for comment, name, email, text in (
        (theirs, NAME, EMAIL, "It calls me an ombrellino."),
        (mine, "Basil Thorne", "basil@harbour.example", "It calls me a thaumatrope."),
    ):
        given = GivenNotice(comment.id, "defamation", text, name, email, "address", in_good_faith=True)
        give_notice(setting.house, setting.site, given)
