"""Reading: a page of a thread, counts, house rules."""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter

from civiltongue.errors import BadInput
from civiltongue.operations.read_thread import OLDEST, ORDERS, read_counts, read_thread
from civiltongue.operations.story import Story, key_of
from civiltongue.web import schemas
from civiltongue.web.api import present
from civiltongue.web.ready import Built, Subject
from civiltongue.web.serving import serve
from civiltongue.web.sessions import Asked, house_of, site_of

MOST_COUNTS = 100
"""For how many stories one request may ask the counts."""
_JSON = "application/json"


def get_thread(
    request: Asked,
    site: FromPath[str],
    story: Annotated[str, QueryParameter(name="id", description="the publisher's identifier")] = "",
    url: Annotated[str, QueryParameter(name="url", description="the story's URL")] = "",
    order: FromQuery[str] = OLDEST,
    page: FromQuery[int] = 1,
) -> Response[bytes]:
    """Return a page of the story's thread as an anonymous reader sees it."""
    house, of = house_of(request), site_of(request, site)
    if order not in ORDERS:
        raise BadInput("There is no such order.", where="order", hint=f"Known: {', '.join(ORDERS)}.")
    key = key_of(Story(url=url, identifier=story))

    def build() -> Built:
        found = read_thread(house, of, key, order=order, number=page)
        return Built(
            Subject(of.name, key=key),
            found.versions,
            frozenset(of.origins),
            _JSON,
            msgspec.json.encode(present.thread_page(house, found)),
        )

    known = frozenset({"id", "url", "order", "page"})
    return serve(request, build, known=known, keep=lambda built: built.versions[0] > 0)


def get_counts(request: Asked, site: FromPath[str], story: FromQuery[list[str]]) -> Response[bytes]:
    """Return how many comments readers see under each story, given by identifier or URL."""
    house, of = house_of(request), site_of(request, site)
    if len(story) > MOST_COUNTS:
        raise BadInput(f"At most {MOST_COUNTS} stories at once.", where="story", hint="Ask in parts.")
    keys = {name: key_of(_named(name)) for name in story}

    def build() -> Built:
        body = msgspec.json.encode(schemas.CountsOut(read_counts(house, of, keys)))
        return Built(
            Subject(of.name, everything=True),
            (0, 0),
            frozenset(of.origins),
            _JSON,
            body,
            cache_control="public, max-age=30",
        )

    return serve(request, build, known=frozenset({"story"}), keep=lambda _: True)


def get_rules(request: Asked, site: FromPath[str]) -> schemas.RulesOut:
    """Return the house rules in force."""
    house, of = house_of(request), site_of(request, site)
    with house.database.read() as connection:
        policy = house.in_force(connection, of.id).policy
    return schemas.RulesOut(
        policy=policy.version,
        publication=policy.publication,
        rules=[schemas.RuleOut(rule.id, rule.number, rule.title, rule.public) for rule in policy.rules],
    )


def _named(name: str) -> Story:
    if name.startswith(("http://", "https://")):
        return Story(url=name)
    return Story(url="", identifier=name)
