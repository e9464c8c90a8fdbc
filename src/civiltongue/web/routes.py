"""The one table of URLs."""

from typing import Any

from litestar import delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler

from civiltongue.web.api import comments, moderation, sessions, threads
from civiltongue.web.embed import get_embed_file

_SITE = "/api/v1/sites/{site:str}"
_COMMENT = "/api/v1/comments/{comment:str}"
_OPTIONS: dict[str, Any] = {"sync_to_thread": True}


def routes() -> list[HTTPRouteHandler]:
    """Return every route of the server."""
    return [*_api(), *_files()]


def _api() -> list[HTTPRouteHandler]:
    return [
        get(f"{_SITE}/thread", **_OPTIONS)(threads.get_thread),
        get(f"{_SITE}/counts", **_OPTIONS)(threads.get_counts),
        get(f"{_SITE}/rules", **_OPTIONS)(threads.get_rules),
        post(f"{_SITE}/comments", **_OPTIONS)(comments.post_comment),
        get(_COMMENT, **_OPTIONS)(comments.get_permalink),
        patch(_COMMENT, **_OPTIONS)(comments.patch_comment),
        post(f"{_COMMENT}/withdraw", status_code=200, **_OPTIONS)(comments.post_withdrawal),
        post(f"{_COMMENT}/reports", status_code=202, **_OPTIONS)(comments.post_report),
        get("/api/v1/me", **_OPTIONS)(comments.get_me),
        post(f"{_SITE}/handovers", **_OPTIONS)(sessions.post_handover),
        post("/api/v1/handovers/{handover:str}/redeem", status_code=200, **_OPTIONS)(
            sessions.post_redemption
        ),
        post("/api/v1/sessions/refresh", status_code=200, **_OPTIONS)(sessions.post_refresh),
        delete("/api/v1/sessions/current", **_OPTIONS)(sessions.delete_session),
        get(f"{_SITE}/queue", **_OPTIONS)(moderation.get_queue),
        get(f"{_COMMENT}/review", **_OPTIONS)(moderation.get_reviewed),
        post(f"{_COMMENT}/review", status_code=200, **_OPTIONS)(moderation.post_review),
        put(f"{_SITE}/stories", **_OPTIONS)(moderation.put_story),
    ]


def _files() -> list[HTTPRouteHandler]:
    return [get("/embed/{name:str}", **_OPTIONS)(get_embed_file)]
