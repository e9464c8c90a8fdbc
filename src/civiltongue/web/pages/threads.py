"""The thread as a plain page, its feeds, and permalinks."""

import html
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.read_mine import read_mine
from civiltongue.operations.read_thread import (
    OLDEST,
    ORDERS,
    ThreadPage,
    find_comment,
    read_feed,
    read_thread,
    read_thread_by_id,
)
from civiltongue.operations.story import Story, key_of
from civiltongue.storage.pages import ShownComment
from civiltongue.web.names import shown_name
from civiltongue.web.pages.layout import answer_page, lead_to
from civiltongue.web.ready import Built, Subject
from civiltongue.web.rendering import HEADERS, render_page
from civiltongue.web.serving import serve
from civiltongue.web.sessions import Asked, asking_page, house_of, site_of

_HTML = "text/html; charset=utf-8"
_PAIRS = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())


def get_thread_page(
    request: Asked,
    site: FromPath[str],
    thread: FromPath[str],
    order: FromQuery[str] = OLDEST,
    page: FromQuery[int] = 1,
) -> Response[bytes]:
    """Show a thread; for a reader without a session from ready bytes."""
    house, of = house_of(request), site_of(request, site)
    if order not in ORDERS:
        raise BadInput("There is no such order.", where="order", hint=f"Known: {', '.join(ORDERS)}.")
    asking = asking_page(request)
    if asking is not None and asking.site.id == of.id:
        found = read_thread_by_id(house, of, thread, order=order, number=page)
        mine = read_mine(house, of, asking.author, thread)
        own = [comment for comment in mine.comments if comment.outcome.word in {"held", "rejected"}]
        return answer_page(request, "thread.html", asking=asking, mine=own, **_values(house, found))

    def build() -> Built:
        found = read_thread_by_id(house, of, thread, order=order, number=page)
        body = render_page("thread.html", mine=(), own=house.settings, **_values(house, found))
        return Built(Subject(of.name, thread_id=thread), found.versions, None, _HTML, body, headers=_PAIRS)

    return serve(request, build, known=frozenset({"order", "page"}), keep=lambda _: True)


def get_story_page(
    request: Asked,
    site: FromPath[str],
    story: FromQuery[str] = "",
    url: FromQuery[str] = "",
    title: FromQuery[str] = "",
) -> Redirect:
    """Lead from a story to its thread's page, or to the form that begins it."""
    house, of = house_of(request), site_of(request, site)
    key = key_of(Story(url=url, identifier=story))
    found = read_thread(house, of, key, order=OLDEST, number=1)
    if found.thread is not None:
        return lead_to(f"/sites/{of.name}/threads/{found.thread.id}")
    return lead_to(f"/sites/{of.name}/write?{urlencode({'id': story, 'url': url, 'title': title})}")


def get_comment_page(request: Asked, comment: FromPath[str]) -> Redirect:
    """Lead from a comment's permalink to its place; what readers do not see has none."""
    site, thread_id, number = find_comment(house_of(request), comment)
    page = f"?page={number}" if number > 1 else ""
    return lead_to(f"/sites/{site.name}/threads/{thread_id}{page}#comment-{comment}")


def get_atom_feed(request: Asked, site: FromPath[str], thread: FromPath[str]) -> Response[bytes]:
    """Return the newest comments as Atom (RFC 4287)."""
    house, of = house_of(request), site_of(request, site)

    def build() -> Built:
        found = read_feed(house, of, thread)
        return _feed(of, thread, found, "application/atom+xml; charset=utf-8", _atom(house, found))

    return serve(request, build, known=frozenset(), keep=lambda _: True)


def get_json_feed(request: Asked, site: FromPath[str], thread: FromPath[str]) -> Response[bytes]:
    """Return the newest comments as JSON Feed 1.1 (https://jsonfeed.org)."""
    house, of = house_of(request), site_of(request, site)

    def build() -> Built:
        found = read_feed(house, of, thread)
        body = msgspec.json.encode(_json_feed(house, found))
        return _feed(of, thread, found, "application/feed+json", body)

    return serve(request, build, known=frozenset(), keep=lambda _: True)


def _feed(site: Site, thread: str, found: ThreadPage, media_type: str, body: bytes) -> Built:
    subject = Subject(site.name, thread_id=thread)
    return Built(subject, found.versions, frozenset(site.origins), media_type, body)


def _values(house: House, page: ThreadPage) -> dict[str, Any]:
    thread = page.thread
    assert thread is not None
    title = thread.facts.title or thread.url
    names = {comment.id: shown_name(comment.author_name) for comment in page.comments}
    path = f"/sites/{page.site.name}/threads/{thread.id}"
    return {
        "page": page,
        "site": page.site,
        "policy": page.policy,
        "thread": thread,
        "title": title,
        "names": names,
        "path": path,
        "data": _posting(house, page, title) if page.comments else "",
    }


def _posting(house: House, page: ThreadPage, title: str) -> str:
    """Return the page as schema.org ``DiscussionForumPosting`` data, safe inside a script element."""
    assert page.thread is not None
    data = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": title,
        "url": page.thread.url,
        "datePublished": page.thread.created_at.isoformat(),
        "author": {"@type": "Organization", "name": page.policy.publication},
        "commentCount": page.shown,
        "comment": [
            {
                "@type": "Comment",
                "url": f"{house.settings.base_url}/comments/{comment.id}",
                "text": comment.visible,
                "datePublished": comment.created_at.isoformat(),
                "author": {"@type": "Person", "name": shown_name(comment.author_name)},
            }
            for comment in page.comments
            if comment.published
        ],
    }
    text = msgspec.json.encode(data).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _json_feed(house: House, page: ThreadPage) -> dict[str, Any]:
    assert page.thread is not None
    own = f"{house.settings.base_url}/sites/{page.site.name}/threads/{page.thread.id}"
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.thread.facts.title or page.thread.url,
        "home_page_url": page.thread.url or own,
        "feed_url": f"{own}/feed.json",
        "items": [
            {
                "id": comment.id,
                "url": f"{house.settings.base_url}/comments/{comment.id}",
                "content_html": comment.html,
                "date_published": comment.created_at.isoformat(),
                "authors": [{"name": shown_name(comment.author_name)}],
            }
            for comment in page.comments
        ],
    }


def _atom(house: House, page: ThreadPage) -> bytes:
    assert page.thread is not None
    own = f"{house.settings.base_url}/sites/{page.site.name}/threads/{page.thread.id}"
    title = page.thread.facts.title or page.thread.url
    updated = max(
        (comment.edited_at or comment.created_at for comment in page.comments),
        default=page.thread.created_at,
    )
    entries = "".join(_atom_entry(house, comment) for comment in page.comments)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_xml(own)}</id><title>{_xml(title)}</title><updated>{_stamp(updated)}</updated>"
        f'<link rel="self" href="{_xml(own)}/feed.atom"/><link href="{_xml(page.thread.url or own)}"/>'
        f"{entries}</feed>\n"
    ).encode()


def _atom_entry(house: House, comment: ShownComment) -> str:
    url = f"{house.settings.base_url}/comments/{comment.id}"
    return (
        f"<entry><id>{_xml(url)}</id><title>{_xml(shown_name(comment.author_name))}</title>"
        f"<updated>{_stamp(comment.edited_at or comment.created_at)}</updated>"
        f"<published>{_stamp(comment.created_at)}</published>"
        f'<author><name>{_xml(shown_name(comment.author_name))}</name></author><link href="{_xml(url)}"/>'
        f'<content type="html">{_xml(comment.html)}</content></entry>'
    )


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(text: str) -> str:
    """Return text that XML 1.0 takes: escaped, without the characters that it has no place for."""
    kept = (c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    return html.escape("".join(kept))
