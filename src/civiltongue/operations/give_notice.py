"""Give notice that a comment is against the law: from anybody, without an account, with a receipt."""

from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.notice import NAMELESS, OF_A_SUBJECT, Ground, Notice
from civiltongue.domain.ruling import BY_PEOPLE
from civiltongue.domain.thread import Comment, Site, Status
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.answer_notice import LINK_LIFETIME, ask_author
from civiltongue.operations.guard import NOTICES_PER_ADDRESS, draw
from civiltongue.operations.hold_comment import hold_comment
from civiltongue.operations.house import House
from civiltongue.operations.mask_notice import masked_words
from civiltongue.operations.record import record
from civiltongue.operations.sign_in import checked_email, checked_name
from civiltongue.operations.tokens import sign, verify
from civiltongue.storage import comments, notices, outbox, queue, rulings
from civiltongue.storage.database import Connection
from civiltongue.storage.outbox import Letter
from civiltongue.text.visible import check_text
from civiltongue.wording import phrase

MOST_CHARACTERS = 4_000
"""How long the words of a notice may be."""
_PURPOSE = "notice"
NOTICE = "notice"
"""The signal of a reason that rests on somebody's notice."""


@dataclass(frozen=True, slots=True)
class GivenNotice:
    """What somebody sends. ``address`` is the keyed hash of their network address."""

    comment_id: str
    ground: str
    text: str
    name: str
    email: str
    address: str
    is_subject: bool = False
    in_good_faith: bool = False


def give_notice(house: House, site: Site, given: GivenNotice) -> Notice:
    """Record a notice, let the comment wait for a moderator, and mail a receipt with a link to what becomes of it.

    A notice of privacy or defamation by whom it is about takes the comment off its pages at once, unless a
    person decided about it before; its author is asked. Raises BadInput, NotFound where readers see no such
    comment, and TooManyRequests.
    """
    checked = _checked(house, site, given)
    holds = checked.is_subject and checked.ground in OF_A_SUBJECT
    words = _masked(house, checked) if holds else ""

    def work(connection: Connection) -> Notice:
        draw(connection, site.id, f"notice:address:{given.address}", NOTICES_PER_ADDRESS, now=house.clock())
        comment = comments.lock(connection, site.id, given.comment_id)
        if comment is None or comment.status is not Status.PUBLISHED:
            raise NotFound("There is no such comment.", where="comment")
        notices.add(connection, checked)
        queue.put(connection, site.id, comment.id, cause="reported", since=checked.created_at)
        record(
            house,
            connection,
            site.id,
            Event.NOTICE_GIVE,
            actor=NOTICE,
            subject=checked.id,
            comment=comment.id,
            ground=checked.ground.value,
        )
        if holds:
            _hold(connection, house, comment, checked, words)
        _receipt(connection, house, checked)
        return checked

    return house.database.write(work)


def notice_link(house: House, notice: Notice) -> str:
    """Return the address of the page that says what became of a notice; who has it needs no account."""
    token = sign(house, _PURPOSE, {"notice": notice.id, "site": notice.site_id}, lifetime=LINK_LIFETIME)
    return f"{house.settings.base_url}/notices/{token}"


def read_notice(house: House, token: str) -> Notice:
    """Return the notice of a link; raises TokenInvalid."""
    claims = verify(house, _PURPOSE, token, now=house.clock())
    with house.database.read() as connection:
        found = notices.get(connection, claims["site"], claims["notice"])
    if found is None:
        raise NotFound("There is no such notice.", where="notice")
    return found


def write_to_notifier(connection: Connection, house: House, notice: Notice, worded: tuple[str, str]) -> None:
    """Put a letter to whoever gave a notice, and left an address, into the outbox."""
    if not notice.email:
        return
    now = house.clock()
    subject, body = worded
    letter = Letter(
        id=house.id_at(now),
        site_id=notice.site_id,
        recipient=notice.email,
        subject=subject,
        body=body,
        attempts=0,
        created_at=now,
        not_before=now,
    )
    outbox.put(connection, letter)


def _checked(house: House, site: Site, given: GivenNotice) -> Notice:
    check_text(given.text)
    if given.ground not in set(Ground):
        raise BadInput("Say which law the comment breaks.", where="ground", hint="Choose a ground.")
    ground = Ground(given.ground)
    if not given.text.strip() or len(given.text) > MOST_CHARACTERS:
        raise BadInput(f"Say why, in at most {MOST_CHARACTERS} characters.", where="text")
    if not given.in_good_faith:
        raise BadInput("Confirm that the notice is right, as far as you know.", where="good_faith")
    named = bool(given.name.strip() or given.email.strip()) or ground not in NAMELESS
    now = house.clock()
    return Notice(
        id=house.id_at(now),
        site_id=site.id,
        comment_id=given.comment_id,
        ground=ground,
        is_subject=given.is_subject,
        text=given.text.strip(),
        name=checked_name(given.name) if named else "",
        email=checked_email(given.email) if named else "",
        created_at=now,
    )


def _masked(house: House, notice: Notice) -> str:
    """Return what the comment's author is shown of a notice's words; it is worked out with nothing open."""
    with house.database.read() as connection:
        judge = house.in_force(connection, notice.site_id).judge
    return masked_words(notice, judge)


def _hold(connection: Connection, house: House, comment: Comment, notice: Notice, words: str) -> None:
    policy = house.in_force(connection, comment.site_id).policy
    before = rulings.get(connection, comment.site_id, comment.ruling_id or "")
    rule = notice.ground.value
    if policy.rule(rule) is None or (before is not None and before.kind in BY_PEOPLE):
        return
    hold_comment(connection, house, comment, rule, signal=NOTICE)
    ask_author(connection, house, comment, notice, words)


def _receipt(connection: Connection, house: House, notice: Notice) -> None:
    policy = house.in_force(connection, notice.site_id).policy
    told = {
        "publication": policy.publication,
        "link": notice_link(house, notice),
        "comment": f"{house.settings.base_url}/comments/{notice.comment_id}",
    }
    worded = phrase("notice.receipt_subject", **told), phrase("notice.receipt_body", **told)
    write_to_notifier(connection, house, notice, worded)
