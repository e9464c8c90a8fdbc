"""From values of the house to what the API sends."""

from typing import Any

from civiltongue.domain.policy import Policy, Votes
from civiltongue.domain.ruling import Ruling, Verdict
from civiltongue.domain.thread import AuthorKind, Site, Status
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_mine import Mine, MyComment
from civiltongue.operations.read_queue import Item
from civiltongue.operations.read_thread import ThreadPage
from civiltongue.operations.sessions import TokenPair
from civiltongue.operations.word_statement import in_words
from civiltongue.policyfile.describe import describe_consent
from civiltongue.storage.pages import ShownComment
from civiltongue.web import schemas
from civiltongue.web.names import shown_name


def thread_page(house: House, page: ThreadPage) -> schemas.ThreadPageOut:
    """Return a page of a thread."""
    base = house.settings.base_url
    thread = page.thread
    page_url = f"{base}/sites/{page.site.name}/threads/{thread.id}" if thread else None
    return schemas.ThreadPageOut(
        site=site(house, page.site, page.policy),
        thread=schemas.ThreadOut(
            id=thread.id if thread else None,
            state="open" if _takes_comments(house, page) else "closed",
            count=page.shown,
            version=page.versions[0],
            page_url=page_url,
            feeds=schemas.FeedsOut(f"{page_url}/feed.atom", f"{page_url}/feed.json") if page_url else None,
        ),
        order=page.order,
        page=page.number,
        pages=page.pages,
        comments=[_shown(base, page, comment) for comment in page.comments],
    )


def _takes_comments(house: House, page: ThreadPage) -> bool:
    rules = page.policy.stories.close_after
    return page.thread is None or page.thread.takes_comments(rules, now=house.clock())


def site(house: House, of: Site, policy: Policy) -> schemas.SiteOut:
    """Return what an embed must know of its site."""
    return schemas.SiteOut(
        name=of.name,
        publication=policy.publication,
        policy=policy.agreement,
        word_limit=policy.word_limit,
        edit_minutes=policy.edit_minutes,
        guests=policy.guests,
        votes=policy.votes.value,
        consent=describe_consent(policy),
        rules_url=f"{house.settings.base_url}/sites/{of.name}/rules",
        terms_url=policy.terms_url,
        privacy_url=policy.privacy_url,
    )


def statement(house: House, of: Site, outcome: Outcome, *, language: str = "en") -> dict[str, Any] | None:
    """Return why, in words, where a rule or a person spoke against the comment."""
    if outcome.ruling.verdict is Verdict.PUBLISH:
        return None
    url = f"{house.settings.base_url}/sites/{of.name}/rules/{outcome.policy.version}"
    return in_words(outcome.statement, language=language, rules_url=url)


def my_comment(house: House, of: Site, mine: MyComment, *, language: str = "en") -> schemas.MyCommentOut:
    """Return one of an author's own comments."""
    comment, revision = mine.outcome.comment, mine.outcome.revision
    assert comment is not None
    assert revision is not None
    published = comment.status is Status.PUBLISHED
    return schemas.MyCommentOut(
        id=comment.id,
        thread=comment.thread_id,
        parent=comment.parent_id,
        state=comment.status.value,
        html=revision.html,
        visible=revision.visible,
        source=revision.source,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
        editable_until=mine.editable_until,
        permitted=list(mine.permitted),
        statement=statement(house, of, mine.outcome, language=language),
        permalink=f"{house.settings.base_url}/comments/{comment.id}{'' if published else '/mine'}",
    )


def me(house: House, of: Site, mine: Mine, *, language: str = "en") -> schemas.MeOut:
    """Return everything that is an author's own in a thread."""
    sanction = mine.sanction
    return schemas.MeOut(
        author=schemas.MeAuthorOut(
            id=mine.author.id,
            name=mine.author.name,
            verified=mine.author.verified,
            staff=mine.author.staff,
            guest=mine.author.kind is AuthorKind.GUEST,
        ),
        policy=mine.policy.agreement,
        suspended=schemas.SuspendedOut(sanction.until, sanction.reason) if sanction else None,
        can_post=sanction is None,
        comments=[my_comment(house, of, comment, language=language) for comment in mine.comments],
        reported=list(mine.reported),
        voted=list(mine.voted),
    )


def session(pair: TokenPair) -> schemas.SessionOut:
    """Return an embed's tokens."""
    return schemas.SessionOut(pair.access, pair.access_expires_at, pair.refresh)


def queue_item(item: Item) -> schemas.QueueItemOut:
    """Return a comment as a moderator sees it."""
    ruling: Ruling = item.ruling.ruling
    return schemas.QueueItemOut(
        comment=item.comment.id,
        thread=item.thread.id,
        story=item.thread.facts.title or item.thread.url,
        author=schemas.AuthorOut(
            item.author.id, shown_name(item.author.name), ["staff"] if item.author.staff else []
        ),
        state=item.comment.status.value,
        visible=item.revision.visible,
        ruling=item.ruling.id,
        verdict=ruling.verdict.word,
        decided_by=item.ruling.decided_by,
        reasons=[
            {
                "rule": reason.rule,
                "verdict": reason.verdict.word,
                "score": reason.score,
                "signals": list(reason.signals),
                "spans": [{"start": span.start, "end": span.end} for span in reason.spans],
            }
            for reason in ruling.reasons
        ],
        signals=[
            {
                "signal": signal.kind,
                "score": signal.score,
                "spans": [{"start": span.start, "end": span.end} for span in signal.spans],
            }
            for signal in ruling.signals
        ],
        cause=item.waiting.cause if item.waiting else None,
        since=item.waiting.since if item.waiting else None,
        reports=item.waiting.reports if item.waiting else 0,
        reported=[
            schemas.ReportOut(
                schemas.AuthorOut(weighed.report.reader_id, shown_name(weighed.report.reader_name), []),
                weighed.report.rule,
                weighed.report.text,
                round(weighed.weight, 3),
            )
            for weighed in item.reports
        ],
        evades=[
            schemas.EvasionOut(evasion.author_id, shown_name(evasion.name), evasion.why)
            for evasion in item.evades
        ],
    )


def _shown(base: str, page: ThreadPage, comment: ShownComment) -> schemas.CommentOut:
    published = comment.published
    return schemas.CommentOut(
        id=comment.id,
        parent=comment.parent_id,
        depth=comment.depth,
        state="published" if published else "removed",
        author=schemas.AuthorOut(
            comment.author_id, shown_name(comment.author_name), list(page.badges(comment))
        )
        if published
        else None,
        html=comment.html if published else None,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
        permalink=f"{base}/comments/{comment.id}",
        votes=comment.votes if published and page.policy.votes is Votes.SHOWN else None,
    )
