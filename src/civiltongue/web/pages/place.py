"""Which site somebody signs in to, and for which embed."""

from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import NotFound
from civiltongue.operations.handover import open_handover
from civiltongue.operations.house import House
from civiltongue.storage import sites
from civiltongue.storage.sessions import Handover
from civiltongue.web.sessions import Asked, site_of


def place_of(request: Asked, house: House, fields: dict[str, str]) -> tuple[Site, Handover | None]:
    """Return the site that is signed in to, and the hand-over that waits for it; raises NotFound."""
    waiting = open_handover(house, fields["handover"]) if fields.get("handover") else None
    if waiting is not None:
        with house.database.read() as connection:
            of = sites.get(connection, waiting.site_id)
        if of is not None:
            return of, waiting
    if not fields.get("site"):
        raise NotFound("Which site is this about?", where="site", hint="Start from the page of a story.")
    return site_of(request, fields["site"]), None


def policy_of(house: House, site: Site) -> Policy:
    """Return the site's policy in force."""
    with house.database.read() as connection:
        return house.in_force(connection, site.id).policy
