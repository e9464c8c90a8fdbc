"""Mask private words in a comment: another wording by a moderator, published and on record."""

from collections.abc import Iterable
from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.evidence import Span
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Comment, Format, Rendered, Revision, Site, Status
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force
from civiltongue.operations.letters import word_publication
from civiltongue.operations.note_news import note_publication
from civiltongue.operations.record import record
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import comments, rulings
from civiltongue.storage.database import Connection
from civiltongue.text.fingerprint import fingerprint
from civiltongue.text.visible import render
from civiltongue.text.words import count_words

MASK = "[…]"
"""What readers see in place of private words, in every language."""
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()#+-.!<>|~"})


@dataclass(frozen=True, slots=True)
class Masking:
    """Which comment a moderator masks, ``seen`` being the ruling that was looked at; ``by`` is ``moderator:<id>``."""

    comment_id: str
    by: str
    seen: str


def mask_comment(house: House, site: Site, masking: Masking) -> Comment:
    """Replace the words that rulings marked under private rules, and publish the comment.

    The wording before stays on record. Raises NotFound, BadInput where no private word is marked,
    and Conflict where the comment was decided otherwise since it was looked at.
    """

    def work(connection: Connection) -> Comment:
        comment = comments.lock(connection, site.id, masking.comment_id)
        if comment is None or comment.revision_id is None or comment.status is Status.WITHDRAWN:
            raise NotFound("There is no such comment.", where="comment")
        if masking.seen and masking.seen != comment.ruling_id:
            raise Conflict("The comment was decided meanwhile.", where="ruling", hint="Load it again.")
        before = comments.revision(connection, site.id, comment.revision_id)
        assert before is not None
        spans = private_spans(connection, house, comment)
        if not spans or not before.visible:
            raise BadInput("No private words are marked in it.", where="comment")
        now = house.clock()
        masked, rendered = masked_source(before, spans)
        revision = Revision(
            id=house.id_at(now),
            site_id=site.id,
            comment_id=comment.id,
            number=comments.last_number(connection, site.id, comment.id) + 1,
            source=masked,
            format=Format.MARKDOWN,
            html=rendered.html,
            visible=rendered.visible,
            links=rendered.links,
            words=count_words(rendered.visible),
            consent_version=before.consent_version,
            created_at=now,
        )
        comments.add_revision(connection, revision, fingerprint=fingerprint(rendered.visible))
        version = house.in_force(connection, site.id).policy.version
        ruled = RecordedRuling(
            id=house.id_at(now),
            site_id=site.id,
            comment_id=comment.id,
            revision_id=revision.id,
            kind=RulingKind.MODERATOR,
            decided_by=masking.by,
            ruling=Ruling(Verdict.PUBLISH, (), words=revision.words, policy_version=version),
            insisted=False,
            note="",
            supersedes=comment.ruling_id,
            created_at=now,
        )
        shown = put_in_force(connection, comment, ruled, revision=revision)
        record(house, connection, site.id, Event.COMMENT_MASK, actor=masking.by, subject=comment.id)
        _tell(connection, house, comment, ruled)
        return shown

    return house.database.write(work)


def private_spans(connection: Connection, house: House, comment: Comment) -> tuple[Span, ...]:
    """Return the words of a comment's wording that rulings marked under rules whose words are private."""
    policy = house.in_force(connection, comment.site_id).policy
    return tuple(
        sorted(
            {
                span
                for ruled in rulings.of_comment(connection, comment.site_id, comment.id)
                if ruled.revision_id == comment.revision_id
                for reason in ruled.ruling.reasons
                if (rule := policy.rule(reason.rule)) is not None and rule.private
                for span in reason.spans
            }
        )
    )


def masked_source(revision: Revision, spans: Iterable[Span]) -> tuple[str, Rendered]:
    """Return a source without the words, and what it renders to.

    Formatting is kept where the words can be cut out of the source; where they would still stand
    in it, as in the target of a link, the visible text takes its place.
    """
    merged = _merged(spans)
    words = [revision.visible[start:end] for start, end in merged]
    if revision.format is Format.MARKDOWN:
        offsets = render(revision.source, format=Format.MARKDOWN).source_offsets
        cut = _cut(revision.source, [(offsets[start], offsets[end]) for start, end in merged])
        rendered = render(cut, format=Format.MARKDOWN)
        if not any(word.strip() and word.strip() in cut for word in words):
            return cut, rendered
    plain = _cut(revision.visible, merged).translate(_ESCAPED).replace("\n", "\n\n")
    return plain, render(plain, format=Format.MARKDOWN)


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return merged


def _cut(text: str, places: list[tuple[int, int]]) -> str:
    for start, end in reversed(places):
        text = f"{text[:start]}{MASK}{text[end:]}"
    return text


def _tell(connection: Connection, house: House, comment: Comment, ruled: RecordedRuling) -> None:
    if comment.status not in {Status.HELD, Status.REJECTED}:
        return
    if not note_publication(connection, comment, at=ruled.created_at):
        policy = house.in_force(connection, comment.site_id).policy
        whom = (comment.site_id, comment.author_id)
        worded = lambda: word_publication(house, policy, comment)  # noqa: E731
        write_to_author(connection, house, whom, worded, at=ruled.created_at, as_news=True)
