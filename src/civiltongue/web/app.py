"""The application: routes, one error shape, ready bytes and limits around them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from threading import Thread
from typing import cast

from anyio.to_thread import run_sync
from litestar import Litestar
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License

from civiltongue import __version__
from civiltongue.errors import CivilTongueError
from civiltongue.notify.sending import Repeating
from civiltongue.operations.house import House
from civiltongue.operations.quota import Quotas
from civiltongue.operations.warm_up import warm_up
from civiltongue.storage.freshness import Freshness
from civiltongue.web.accounts import Accounts
from civiltongue.web.cors import Cors
from civiltongue.web.errors import (
    handle_framework,
    handle_no_text,
    handle_ours,
    handle_unexpected,
)
from civiltongue.web.known_sites import KnownSites
from civiltongue.web.limits import Application, Limits
from civiltongue.web.perspective.origins import KeyOrigins
from civiltongue.web.ready import ReadyBytes, ReadyFront
from civiltongue.web.routes import routes


def create_app(house: House, *, repeating: Sequence[Repeating] = ()) -> Application:
    """Return the ASGI application of a house; its lifespan starts and stops what repeats."""
    freshness = Freshness(house.database)
    ready, sites = ReadyBytes(freshness), KnownSites(house, freshness)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        # Readers are served meanwhile; whoever has something judged waits for it, and not twice.
        warming = Thread(target=warm_up, args=[house], name="warm-up", daemon=True)
        warming.start()
        for work in repeating:
            work.start()
        try:
            yield
        finally:
            for work in repeating:
                work.stop()
            await run_sync(warming.join)
            ready.close()

    litestar = Litestar(
        route_handlers=routes(),
        state=State(
            {
                "house": house,
                "ready": ready,
                "sites": sites,
                "quotas": Quotas(house),
                "accounts": Accounts(house),
            }
        ),
        exception_handlers={
            CivilTongueError: handle_ours,
            HTTPException: handle_framework,
            UnicodeError: handle_no_text,
            Exception: handle_unexpected,
        },
        openapi_config=OpenAPIConfig(
            title="Civil Tongue",
            version=__version__,
            description="Reader comments that keep a publication's house rules.",
            license=License(name="Apache-2.0", identifier="Apache-2.0"),
            path="/api/v1",
            render_plugins=[JsonRenderPlugin()],
        ),
        lifespan=[lifespan],
        logging_config=None,
    )
    application = cast("Application", litestar)
    return ReadyFront(Limits(Cors(KeyOrigins(application, house), house, sites)), ready)
