"""Read what an author's own page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from civiltongue.domain.claim import Claim
from civiltongue.domain.news import NewsChoice
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Author, Site
from civiltongue.operations.claim_author import Claimable, read_claimable
from civiltongue.operations.house import House
from civiltongue.storage import authors, claims, erasures, legal_holds, names, news, own_comments
from civiltongue.storage.erasures import Erasure
from civiltongue.storage.names import FormerName
from civiltongue.storage.own_comments import OwnComment


@dataclass(frozen=True, slots=True)
class Me:
    """An author's own page: ``older`` says whether there are comments before the ones shown.

    ``held`` says that a legal hold keeps everything from being erased. ``claims`` are the author's, by
    whom they are about. ``news`` is None where they never chose,
    ``reachable`` says whether a letter can come.
    """

    policy: Policy
    published: int
    comments: tuple[OwnComment, ...]
    older: bool
    erasure: Erasure | None
    held: bool
    former: tuple[FormerName, ...]
    claimable: tuple[Claimable, ...]
    claims: Mapping[str, Claim]
    news: NewsChoice | None
    reachable: bool


def read_me(house: House, site: Site, author: Author, *, before: str = "") -> Me:
    """Return an author's comments, newest first, from before a comment on, and whether they asked to be erased."""
    with house.database.read() as connection:
        found, older = own_comments.page(connection, site.id, author.id, before=before)
        return Me(
            policy=house.in_force(connection, site.id).policy,
            published=authors.published(connection, site.id, author.id),
            comments=tuple(found),
            older=older,
            erasure=erasures.of_author(connection, site.id, author.id),
            held=bool(legal_holds.in_force(connection, site.id, author.id)),
            former=tuple(names.former(connection, site.id, author.id)),
            claimable=read_claimable(connection, house, author),
            claims={claim.claimed_id: claim for claim in claims.of_author(connection, site.id, author.id)},
            news=news.choice(connection, site.id, author.id),
            reachable=authors.email(connection, site.id, author.id) is not None,
        )
