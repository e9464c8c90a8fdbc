"""Claims to be an author from before, decided by moderators."""

from litestar.params import FromPath, JSONBody

from civiltongue.domain.claim import Claim, ClaimState
from civiltongue.domain.moderation import Move
from civiltongue.domain.thread import Author
from civiltongue.operations.claim_author import decide_claim, read_open_claims
from civiltongue.storage import claims
from civiltongue.web import bodies, people_schemas, schemas
from civiltongue.web.names import shown_name
from civiltongue.web.sessions import Asked, asking_moderator, house_of, site_of, site_owning


def get_claims(request: Asked, site: FromPath[str]) -> people_schemas.ClaimsOut:
    """Return the open claims of a site, the longest first."""
    house, of = house_of(request), site_of(request, site)
    asking_moderator(request, of, Move.DECIDE_CLAIM)
    return people_schemas.ClaimsOut(
        [
            people_schemas.OpenClaimOut(
                _claim(found.claim), _author(found.author), _author(found.claimed), found.published
            )
            for found in read_open_claims(house, of)
        ]
    )


def post_claim_decision(
    request: Asked, claim: FromPath[str], data: JSONBody[bodies.ClaimDecisionIn]
) -> people_schemas.ClaimOut:
    """Confirm a claim, which hands all comments over, or refuse it."""
    house = house_of(request)
    of = site_owning(request, claims.site_of, claim, what="claim")
    moderator = asking_moderator(request, of, Move.DECIDE_CLAIM)
    by = f"moderator:{moderator.id}"
    return _claim(decide_claim(house, of, claim, ClaimState(data.state), by=by))


def _claim(claim: Claim) -> people_schemas.ClaimOut:
    return people_schemas.ClaimOut(
        id=claim.id,
        state=claim.state.value,
        text=claim.text,
        created_at=claim.created_at,
        decided_at=claim.decided_at,
    )


def _author(author: Author) -> schemas.AuthorOut:
    return schemas.AuthorOut(author.id, shown_name(author.name), ["staff"] if author.staff else [])
