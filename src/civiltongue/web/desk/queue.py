"""The queue: what waits for a decision, in order of harm and age."""

from dataclasses import fields
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.domain.ruling import Verdict
from civiltongue.errors import CivilTongueError, NotFound
from civiltongue.operations.desk_decide import decide_item, leave_items
from civiltongue.operations.desk_queue import COMMENT, Entry, Listed, Wanted, read_desk_queue
from civiltongue.operations.review_comment import Review
from civiltongue.storage import waiting
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.sessions import Asked

PAGE_SIZE = 50
_FIELDS = tuple(each.name for each in fields(Wanted))


def get_overview(request: Asked, site: FromPath[str]) -> Redirect:
    """Lead to what waits."""
    return lead_in_desk(f"{asking_desk(request, site, Move.READ_QUEUE).path}/queue")


def get_queue(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List what waits, narrowed down as the address says, the most urgent first."""
    desk = asking_desk(request, site, Move.READ_QUEUE)
    return queue_page(request, desk, wanted_in(request))


def get_state(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Return what waits as JSON: how many, which first, and who is looking at what; for a page that is open."""
    desk = asking_desk(request, site, Move.READ_QUEUE)
    listed = read_desk_queue(desk.house, desk.site, desk.moderator, wanted_in(request))
    state = {
        "waiting": len(listed.entries),
        "ids": [entry.id for entry in listed.entries],
        "looking": {entry.id: entry.looking.name for entry in listed.entries if entry.looking},
    }
    return Response(
        msgspec.json.encode(state), media_type="application/json", headers={"Cache-Control": "no-store"}
    )


def post_decisions(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes]:
    """Decide about all marked comments alike; what cannot be decided is said, and the rest is."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE)
    done, refused = [], []
    for pair in form.every("item"):
        comment, _, seen = pair.partition(":")
        try:
            desk.check_comment(comment)
            review = review_in(form, desk, comment, seen=seen)
            done.append(decide_item(desk.house, desk.site, review, desk.moderator))
        except CivilTongueError as error:
            refused.append((comment, error))
    return queue_page(request, desk, wanted_of(form), done=done, refused=refused)


def post_leave(request: Asked, site: FromPath[str], body: RawBody) -> Redirect:
    """Let go of an item that one was looking at, or of all."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.READ_QUEUE)
    leave_items(desk.house, desk.site, desk.moderator, item=form.get("item", ""))
    return lead_in_desk(f"{desk.path}/queue?{wanted_of(form).query}")


def queue_page(request: Asked, desk: Desk, wanted: Wanted, **told: Any) -> Response[bytes]:
    """Return the list, with what was done just before."""
    listed = read_desk_queue(desk.house, desk.site, desk.moderator, wanted)
    number = _page_number(request, len(listed.entries))
    shown = listed.entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    with desk.house.database.read() as connection:
        policy = desk.house.in_force(connection, desk.site.id).policy
        rows = [entry.row.revision_id for entry in shown if entry.row]
        texts = waiting.beginnings(connection, desk.site.id, rows)
        people = {entry.row.author_id for entry in shown if entry.row}
        names = waiting.names(connection, desk.site.id, people)
    return desk_page(
        request,
        desk,
        "desk/queue.html",
        listed=listed,
        by=listed.by,
        stories=listed.stories,
        shown=shown,
        texts=texts,
        names=names,
        wanted=wanted,
        policy=policy,
        number=number,
        pages=max(1, -(-len(listed.entries) // PAGE_SIZE)),
        may_decide=desk.may(Move.DECIDE),
        told={"done": [], "refused": [], "restored": 0, **told},
        titles={rule.id: rule.title for rule in policy.rules},
    )


def wanted_in(request: Asked) -> Wanted:
    """Return what a link wants of the queue."""
    return Wanted(**{name: request.query_params.get(name, "")[:200] for name in _FIELDS})


def wanted_of(form: Form) -> Wanted:
    """Return what the page wanted that a form was on."""
    return Wanted(**{name: form.get(f"wanted_{name}", "")[:200] for name in _FIELDS})


def review_in(form: Form, desk: Desk, comment: str, *, seen: str) -> Review:
    """Return the decision that a form is about; raises NotFound for another verdict."""
    try:
        verdict = Verdict.of(form.get("verdict", ""))
    except KeyError as error:
        raise NotFound("There is no such verdict.", where="verdict") from error
    return Review(
        comment_id=comment,
        verdict=verdict,
        by=desk.by,
        rule=form.get("rule", "") if verdict is not Verdict.PUBLISH else "",
        seen=seen,
        told=form.get("told", ""),
    )


def next_entry(listed: Listed, *, skip: set[str]) -> Entry | None:
    """Return the first comment that nobody is looking at and that is not to be skipped."""
    return next(
        (
            entry
            for entry in listed.entries
            if entry.kind == COMMENT and entry.looking is None and entry.id not in skip
        ),
        None,
    )


def _page_number(request: Asked, entries: int) -> int:
    try:
        number = int(request.query_params.get("page", "1"))
    except ValueError:
        number = 1
    return max(1, min(number, -(-entries // PAGE_SIZE)))
