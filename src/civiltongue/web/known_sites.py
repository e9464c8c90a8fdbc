"""Sites by name, kept in memory and read anew once their version has changed."""

from civiltongue.domain.thread import Site
from civiltongue.operations.house import House
from civiltongue.storage import sites
from civiltongue.storage.freshness import Freshness


class KnownSites:
    """Say which site has a name: every request asks, and hardly any site ever changes.

    ``freshness`` is asked for the version each time, so that a change by any process counts at once.
    """

    def __init__(self, house: House, freshness: Freshness) -> None:
        self._house = house
        self._freshness = freshness
        self._known: dict[str, tuple[int, Site]] = {}

    def named(self, name: str) -> Site | None:
        """Return the site of a name, None where there is none."""
        if not (name.isascii() and name.isprintable()):
            return None
        versions = self._freshness.versions(name, key="")
        if versions is None:
            return None
        known = self._known.get(name)
        if known is not None and known[0] == versions.site:
            return known[1]
        with self._house.database.read() as connection:
            site = sites.named(connection, name)
        if site is not None:
            # The version is the older one, so a change in between is found out by the next request.
            self._known[name] = (versions.site, site)
        return site
