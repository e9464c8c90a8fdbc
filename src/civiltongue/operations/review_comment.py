"""Review a comment: a moderator publishes it, holds it, or rejects it under a rule."""

from dataclasses import dataclass, replace

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Reason, RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import AuthorKind, Comment, Site, Status
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.again import again_once
from civiltongue.operations.climb_ladder import climb_ladder
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force
from civiltongue.operations.letters import word_publication, word_ruling
from civiltongue.operations.note_news import note_publication
from civiltongue.operations.outcome import STATUS_OF, Outcome, outcome_of
from civiltongue.operations.record import record
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import authors, comments, rulings
from civiltongue.storage.database import Connection
from civiltongue.text.visible import check_text

MOST_CHARACTERS = 2_000
"""How long a moderator's note may be."""


@dataclass(frozen=True, slots=True)
class Review:
    """A moderator's decision. ``rule`` is needed to reject, ``seen`` is the ruling that was looked at.

    ``note`` is for the record, ``told`` for the author, in place of the rule's message; empty for
    the message. ``by`` is ``moderator:<id>`` or ``operator``. Without ``seen`` whatever is in force is superseded.
    """

    comment_id: str
    verdict: Verdict
    by: str
    rule: str = ""
    note: str = ""
    seen: str = ""
    told: str = ""


def review_comment(house: House, site: Site, review: Review) -> Outcome:
    """Put a moderator's decision in force at once, on every page that showed the comment.

    What follows for its author by the policy's ladder, or no longer follows, is part of it.

    Raises NotFound, BadInput (a nudge is no decision; no such rule; a rejection without one), and
    Conflict where the comment was withdrawn or decided otherwise since it was looked at.
    """
    check_review(review)
    return again_once(
        lambda: house.database.write(lambda connection: put_review(connection, house, site, review))
    )


def check_review(review: Review) -> None:
    """Refuse what is no decision, or has too long a note; raises BadInput."""
    check_text(review.note)
    check_text(review.told)
    if review.verdict is Verdict.NUDGE:
        raise BadInput("A moderator publishes, holds or rejects.", where="verdict")
    if max(len(review.note), len(review.told)) > MOST_CHARACTERS:
        raise BadInput(f"A note has at most {MOST_CHARACTERS} characters.", where="note")


def put_review(
    connection: Connection, house: House, site: Site, review: Review, *, tell: bool = True
) -> Outcome:
    """Put a moderator's decision in force inside of a write; see :func:`review_comment`.

    ``tell`` is False where another letter tells the author.
    """
    comment = comments.lock(connection, site.id, review.comment_id)
    if comment is None or comment.revision_id is None:
        raise NotFound("There is no such comment.", where="comment")
    if comment.status is Status.WITHDRAWN and not comment.imported:
        raise Conflict("Its author has withdrawn the comment.", where="comment")
    author = authors.get(connection, site.id, comment.author_id)
    if author is None or author.kind is AuthorKind.ERASED:
        raise Conflict("Its author was erased, and nothing of the comment is left.", where="comment")
    if review.seen and review.seen != comment.ruling_id:
        raise Conflict(
            "The comment was decided meanwhile.",
            where="ruling",
            hint="Load it again and look at what changed.",
        )
    ruled = _ruled(connection, house, comment, review)
    put_in_force(connection, comment, ruled)
    record(
        house,
        connection,
        site.id,
        Event.COMMENT_REVIEW,
        actor=review.by,
        subject=comment.id,
        verdict=review.verdict.word,
        **({"rule": review.rule} if review.rule else {}),
    )
    if tell:
        tell_decision(connection, house, site, comment, ruled)
    climb_ladder(connection, house, site.id, comment.author_id, now=ruled.created_at)
    decided = replace(comment, status=STATUS_OF[review.verdict], ruling_id=ruled.id)
    return outcome_of(connection, house, decided)


def tell_decision(
    connection: Connection, house: House, site: Site, comment: Comment, ruled: RecordedRuling
) -> None:
    """Write to the author: a statement of reasons, or the news that the comment is published after all."""
    policy = house.in_force(connection, site.id).policy
    whom, at = (site.id, comment.author_id), ruled.created_at
    if ruled.ruling.verdict is not Verdict.PUBLISH:
        write_to_author(
            connection, house, whom, lambda: word_ruling(house, site, policy, comment, ruled), at=at
        )
    elif comment.status in {Status.HELD, Status.REJECTED} and not note_publication(
        connection, comment, at=at
    ):
        write_to_author(
            connection, house, whom, lambda: word_publication(house, policy, comment), at=at, as_news=True
        )


def _ruled(connection: Connection, house: House, comment: Comment, review: Review) -> RecordedRuling:
    """Return the decision as a ruling; the words that the engine marked under the rule stay marked."""
    assert comment.revision_id is not None
    policy = house.in_force(connection, comment.site_id).policy
    reasons: tuple[Reason, ...] = ()
    if review.verdict is not Verdict.PUBLISH:
        if not review.rule and review.verdict is Verdict.REJECT:
            raise BadInput("A rejection names the rule that was broken.", where="rule")
        if review.rule:
            if policy.rule(review.rule) is None:
                raise BadInput("The house rules have no such rule.", where="rule", hint="Name one by its id.")
            reasons = (_reason(connection, comment, review),)
    now = house.clock()
    return RecordedRuling(
        id=house.id_at(now),
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=comment.revision_id,
        kind=RulingKind.MODERATOR,
        decided_by=review.by,
        ruling=Ruling(
            review.verdict, reasons, words=0, policy_version=policy.version, told=_told(policy, review)
        ),
        insisted=False,
        note=review.note,
        supersedes=comment.ruling_id,
        created_at=now,
    )


def _told(policy: Policy, review: Review) -> str:
    """Return what the author is told in other words than the house rules', empty where they say it."""
    written = " ".join(review.told.split())
    own = {" ".join(text.split()) for rule in policy.rules for text in (rule.message, rule.public)}
    return "" if review.verdict is Verdict.PUBLISH or written in own else review.told.strip()


def _reason(connection: Connection, comment: Comment, review: Review) -> Reason:
    spans = {
        span
        for earlier in rulings.of_comment(connection, comment.site_id, comment.id)
        if earlier.revision_id == comment.revision_id
        for reason in earlier.ruling.reasons
        if reason.rule == review.rule
        for span in reason.spans
    }
    return Reason(review.rule, review.verdict, 1.0, signals=(), spans=tuple(sorted(spans)))
