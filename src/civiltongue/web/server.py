"""The server process: Granian in front of the application."""

import logging
from datetime import timedelta
from functools import partial

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings

from civiltongue.bootstrap import open_house
from civiltongue.notify.sending import Repeating, open_mailer
from civiltongue.operations.erase_author import keep_erasures
from civiltongue.operations.house import House
from civiltongue.operations.keep_retention import keep_retention_everywhere
from civiltongue.operations.send_digests import send_digests
from civiltongue.operations.send_letters import send_letters
from civiltongue.operations.set_story import close_old_stories
from civiltongue.operations.tell_news import tell_news
from civiltongue.operations.tell_overdue import tell_overdue_everywhere
from civiltongue.web.app import create_app
from civiltongue.web.limits import Application

_LOG = logging.getLogger("civiltongue")
RETENTION_PAUSE = timedelta(hours=6)
"""How often the retention of every site is looked after."""
ERASURE_PAUSE = timedelta(minutes=1)
"""How often it is looked whether somebody is to be erased, or something erased left in a file."""
NEWS_PAUSE = timedelta(minutes=1)
"""How often it is looked whether authors are to be told something; what comes within it is told together."""
STORIES_PAUSE = timedelta(minutes=5)
"""How often it is looked whether a story's time is over; comments that come later are refused at once."""
OVERDUE_PAUSE = timedelta(hours=1)
"""How often it is looked whether a legal notice waits for too long."""
DIGESTS_PAUSE = timedelta(minutes=1)
"""How often it is looked whether moderators are to be told what waits."""
HEADER_SECONDS = 10
"""How long a client may take to send the head of a request."""


def application() -> Application:
    """Return the application of the settings in force; each worker process makes one."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    return application_of(open_house(migrating=False))


def application_of(house: House) -> Application:
    """Return the application of a house, with the sending of its mail."""
    letters = Repeating(
        partial(send_letters, house, open_mailer(house.settings.smtp)), pause=timedelta(seconds=1)
    )
    retention = Repeating(partial(_keep_retention, house), pause=RETENTION_PAUSE)
    erasures = Repeating(partial(keep_erasures, house), pause=ERASURE_PAUSE)
    news = Repeating(partial(tell_news, house), pause=NEWS_PAUSE)
    stories = Repeating(partial(_close_stories, house), pause=STORIES_PAUSE)
    digests = Repeating(partial(send_digests, house), pause=DIGESTS_PAUSE)
    overdue = Repeating(partial(tell_overdue_everywhere, house), pause=OVERDUE_PAUSE)
    return create_app(house, repeating=(letters, retention, erasures, news, stories, digests, overdue))


def _close_stories(house: House) -> bool:
    close_old_stories(house)
    return False


def _keep_retention(house: House) -> bool:
    keep_retention_everywhere(house)
    return False


def serve(*, host: str, port: int, workers: int = 1) -> None:
    """Serve until the process is told to stop; whatever was acknowledged is on disk by then."""
    server = Granian(
        "civiltongue.web.server:application",
        factory=True,
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.ASGI,
        loop=Loops.asyncio,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        log_enabled=False,
        respawn_failed_workers=True,
    )
    _LOG.info("Serving on http://%s:%s", host, port)
    server.serve()
