"""What the letters say that tell an author of a decision: statements of reasons, without any quoted word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import shorten

from civiltongue.domain.news import News, NewsKind
from civiltongue.domain.policy import Policy
from civiltongue.domain.restriction import Measure
from civiltongue.domain.ruling import RecordedRuling, RulingKind, Verdict
from civiltongue.domain.standing import Sanction, SanctionKind
from civiltongue.domain.thread import Comment, Site, Status
from civiltongue.engine.statement import statement
from civiltongue.operations.house import House
from civiltongue.operations.sign_appeal import link_about_ruling, link_about_sanction
from civiltongue.operations.word_statement import in_words
from civiltongue.wording import phrase, phrase_count

MOST_TOLD = 50
"""How many pieces of news one letter lists; of more it tells the number."""

MOST_OF_TITLE = 120
"""How many characters of a story's title a letter repeats."""


def word_ruling(
    house: House, site: Site, policy: Policy, comment: Comment, ruled: RecordedRuling
) -> tuple[str, str] | None:
    """Return subject and body of the letter about a ruling, None where none is written.

    ``comment`` is as it stood before. A letter is written about a rejection, and about a hold of
    what readers had seen; the engine's own rulings are told at once, where the comment was sent.
    """
    was_seen = comment.status is Status.PUBLISHED
    if ruled.ruling.verdict is Verdict.REJECT:
        measure = Measure.REMOVAL if was_seen else Measure.REJECTION
    elif ruled.ruling.verdict is Verdict.HOLD and was_seen:
        measure = Measure.DISABLING
    else:
        return None
    known = {"publication": policy.publication}
    parts = [phrase(f"mail.{measure.value}_opening", at=_when(ruled.created_at), **known)]
    # A rule's message speaks of marked words, and stands on the page, where they are.
    for reason in in_words(statement(ruled.ruling, policy))["reasons"]:
        parts += [phrase("mail.rule", title=reason["title"]), reason["public"]]
    if ruled.ruling.told:
        parts += [phrase("mail.moderator_says"), ruled.ruling.told]
    by_readers = ruled.kind is RulingKind.REPORTS
    parts.append(phrase(f"mail.decided_{'reports' if by_readers else 'person'}"))
    parts += [
        phrase("mail.rules", version=policy.version),
        f"{house.settings.base_url}/sites/{site.name}/rules/{policy.version}",
    ]
    if ruled.ruling.verdict is Verdict.REJECT:
        until = _when(ruled.created_at + timedelta(days=policy.appeal_days))
        link = link_about_ruling(house, policy, comment.author_id, ruled)
        parts += [phrase("mail.appeal_words", until=until), link, *_redress(policy)]
    else:
        parts += [phrase("mail.own_page"), f"{house.settings.base_url}/comments/{comment.id}/mine"]
    return phrase(f"mail.{measure.value}_subject", **known), _body(parts)


def word_publication(house: House, policy: Policy, comment: Comment) -> tuple[str, str]:
    """Return subject and body of the news that a comment which waited, or was refused, is published."""
    known = {"publication": policy.publication}
    link = f"{house.settings.base_url}/comments/{comment.id}"
    return phrase("mail.published_subject", **known), _body([phrase("mail.published_body", **known), link])


def word_news(house: House, policy: Policy, told: Sequence[News]) -> tuple[str, str]:
    """Return subject and body of a letter with news; it quotes nobody, names nobody, and leads to each comment."""
    known = {"publication": policy.publication}
    replies = sum(item.kind is NewsKind.REPLY for item in told)
    if replies == len(told):
        subject = phrase_count("mail.replies_subject", replies, **known)
    else:
        subject = phrase("mail.news_subject", **known)
    parts = []
    for item in told[:MOST_TOLD]:
        parts += [
            phrase(f"mail.news_{item.kind.value}", story=_in_one_line(item.story)),
            f"{house.settings.base_url}/comments/{item.comment_id}",
        ]
    if len(told) > MOST_TOLD:
        parts.append(phrase_count("mail.news_more", len(told) - MOST_TOLD))
    return subject, _body(parts)


def word_sanction(
    house: House, site: Site, policy: Policy, author_id: str, sanction: Sanction
) -> tuple[str, str]:
    """Return subject and body of the letter about a sanction; an author's words are in no mail."""
    known = {"publication": policy.publication}
    parts = [sanction.reason, _consequence(policy, sanction)]
    if sanction.kind is SanctionKind.WARNING:
        parts.append(phrase("mail.warning_read"))
    parts += [phrase("mail.standing"), f"{house.settings.base_url}/sites/{site.name}/standing"]
    until = _when(sanction.imposed_at + timedelta(days=policy.appeal_days))
    parts += [
        phrase("mail.appeal_sanction", until=until),
        link_about_sanction(house, policy, (site.id, author_id), sanction),
        *_redress(policy),
    ]
    return phrase(f"mail.{sanction.kind.value}_subject", **known), _body(parts)


def _consequence(policy: Policy, sanction: Sanction) -> str:
    known = {"publication": policy.publication}
    if sanction.kind is not SanctionKind.SUSPENSION or sanction.until is None:
        return phrase(f"mail.{sanction.kind.value}_body", **known)
    hours = round((sanction.until - sanction.imposed_at).total_seconds() / 3600)
    return phrase_count("mail.suspension_body", hours, until=_when(sanction.until), **known)


def _redress(policy: Policy) -> list[str]:
    return [phrase("rules.redress", redress=policy.redress)] if policy.redress else []


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _in_one_line(title: str) -> str:
    """Return a story's title as part of a line: a page that nobody signed may have told it."""
    return shorten(title, MOST_OF_TITLE, placeholder="…")


def _body(parts: list[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"
