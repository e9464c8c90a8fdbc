"""``civiltongue serve``: the server."""

import logging

import click

from civiltongue.bootstrap import open_house
from civiltongue.settings import read_settings
from civiltongue.web.server import serve as serve_here


@click.command()
@click.option("--host", help="Address to listen on; wins over the setting.")
@click.option("--port", type=int, help="Port to listen on; wins over the setting.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
def serve(host: str | None, port: int | None, workers: int) -> None:
    """Serve the embed, the API and the pages; brings the database up to date first."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = read_settings()
    open_house(settings).database.close()
    serve_here(host=host or settings.host, port=port or settings.port, workers=workers)
