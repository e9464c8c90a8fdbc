"""One item of the queue: everything that a decision needs, and the way to the next."""

from dataclasses import replace
from typing import Any

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.detectors.finders import found_by
from civiltongue.domain.moderation import Move
from civiltongue.domain.ruling import UNJUDGED
from civiltongue.domain.thread import ThreadState
from civiltongue.errors import CivilTongueError, Conflict, NotFound
from civiltongue.operations.add_note import NewNote, add_note
from civiltongue.operations.desk_decide import Decided, decide_item, look_at_item, undo_decision
from civiltongue.operations.desk_item import DeskItem, read_desk_item
from civiltongue.operations.desk_queue import COMMENT, Wanted, read_desk_queue
from civiltongue.operations.feature_comment import feature_comment
from civiltongue.operations.mask_comment import Masking, mask_comment
from civiltongue.operations.set_story import set_thread_state
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import glances, rulings
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.marks import marked_by_rule
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.queue import next_entry, queue_page, review_in, wanted_in, wanted_of
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

FRAGMENT = "x-desk-fragment"
"""The header with which the desk's script asks for an item alone, without the page around it."""
_MOST_SKIPPED = 60
MOST_UPCOMING = 30
"""For how many items the order of the queue is kept while somebody works through it."""


def get_next(request: Asked, site: FromPath[str]) -> Response[bytes] | Redirect:
    """Show the first item that nobody is looking at, of those that a link wants."""
    desk = asking_desk(request, site, Move.READ_QUEUE)
    skipped = request.query_params.get("skip", "").split(",")[-_MOST_SKIPPED:]
    return _next(request, desk, wanted_in(request), skip=skipped)


def get_item(request: Asked, site: FromPath[str], comment: FromPath[str]) -> Response[bytes]:
    """Show a comment with everything that a decision needs; it is the moderator's while they look at it."""
    desk = asking_desk(request, site, Move.READ_QUEUE)
    return _item(request, desk, comment, wanted_in(request))


def get_thread(request: Asked, site: FromPath[str], comment: FromPath[str]) -> Response[bytes]:
    """Show the comments around one: what it answers to, and what else stands beside it."""
    desk = asking_desk(request, site, Move.READ_QUEUE)
    desk.check_comment(comment)
    with desk.house.database.read() as connection:
        around = glances.around(connection, desk.site.id, comment)
    return desk_page(request, desk, "desk/thread.html", around=around, comment_id=comment)


def post_decision(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Publish, hold or reject a comment, and go on to the next."""
    desk, form = _asked(request, body, site, comment, Move.DECIDE)
    try:
        review = review_in(form, desk, comment, seen=form.get("ruling", ""))
        upcoming = [each for each in form.get("upcoming", "").split(",")[:MOST_UPCOMING] if each]
        decided = decide_item(desk.house, desk.site, review, desk.moderator, upcoming=upcoming)
    except CivilTongueError as error:
        return _item(request, desk, comment, wanted_of(form), error=error)
    if decided.next and FRAGMENT in request.headers:
        after = upcoming[upcoming.index(decided.next) + 1 :]
        return _shown(request, desk, decided.next, wanted_of(form), decided=decided, upcoming=after)
    skipped = [*form.get("skip", "").split(",")[-_MOST_SKIPPED:], comment]
    return _next(request, desk, wanted_of(form), skip=skipped, decided=decided)


def post_undo(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Take decisions back whose time is not over; one of them leads to its comment."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.DECIDE)
    refused, restored, wanted = [], [], wanted_of(form)
    for ruling in form.every("ruling"):
        try:
            restored.append(undo_decision(desk.house, desk.site, ruling, desk.moderator))
        except CivilTongueError as error:
            refused.append((ruling, error))
    if len(restored) == 1 and not refused:
        return _back(request, desk, restored[0].id, form)
    if FRAGMENT in request.headers and refused:
        return _item(request, desk, _about(desk, refused[0][0]), wanted, error=refused[0][1])
    return queue_page(request, desk, wanted, restored=len(restored), refused=refused)


def _about(desk: Desk, ruling_id: str) -> str:
    """Return which comment a ruling is about; raises NotFound."""
    with desk.house.database.read() as connection:
        found = rulings.get(connection, desk.site.id, ruling_id)
    if found is None:
        raise NotFound("There is no such decision.", where="ruling")
    return found.comment_id


def post_mask(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Mask the private words that are marked, and publish the comment."""
    desk, form = _asked(request, body, site, comment, Move.MASK)
    try:
        mask_comment(desk.house, desk.site, Masking(comment, desk.by, form.get("ruling", "")))
    except CivilTongueError as error:
        return _item(request, desk, comment, wanted_of(form), error=error)
    return _next(request, desk, wanted_of(form), skip=[comment])


def post_note(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Note something about the comment, for other moderators."""
    desk, form = _asked(request, body, site, comment, Move.NOTE)
    try:
        note = NewNote(_author_of(desk, comment), form.get("text", ""), comment)
        add_note(desk.house, desk.site, note, by=desk.by)
    except CivilTongueError as error:
        return _item(request, desk, comment, wanted_of(form), error=error)
    return _back(request, desk, comment, form)


def post_feature(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Feature a comment, or no longer."""
    desk, form = _asked(request, body, site, comment, Move.FEATURE)
    try:
        featured = form.get("featured") == "true"
        feature_comment(desk.house, desk.site, comment, featured=featured, by=desk.by)
    except CivilTongueError as error:
        return _item(request, desk, comment, wanted_of(form), error=error)
    return _back(request, desk, comment, form)


def post_lock(
    request: Asked, site: FromPath[str], comment: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Close the thread that a comment stands in: it takes no more comments, and can still be read."""
    desk, form = _asked(request, body, site, comment, Move.LOCK_THREAD)
    shown = read_desk_item(desk.house, desk.site, comment, desk.moderator)
    set_thread_state(desk.house, desk.site, shown.item.thread.id, ThreadState.CLOSED, by=desk.by)
    return _back(request, desk, comment, form)


def _asked(request: Asked, body: bytes, site: str, comment: str, move: Move) -> tuple[Desk, Form]:
    """Return who asks for a move about a comment of their sections, and the form that they sent."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, move)
    desk.check_comment(comment)
    return desk, form


def _author_of(desk: Desk, comment: str) -> str:
    return read_desk_item(desk.house, desk.site, comment, desk.moderator).item.author.id


def _back(request: Asked, desk: Desk, comment: str, form: Form) -> Response[bytes] | Redirect:
    wanted = wanted_of(form)
    if FRAGMENT in request.headers:
        return _item(request, desk, comment, wanted)
    return lead_in_desk(f"{desk.path}/comments/{comment}?{wanted.query}")


def _next(
    request: Asked, desk: Desk, wanted: Wanted, *, skip: list[str], decided: Decided | None = None
) -> Response[bytes] | Redirect:
    """Claim the next item, and show it; where others were quicker, the one after."""
    skipped = {each for each in skip if each}
    listed = read_desk_queue(desk.house, desk.site, desk.moderator, wanted)
    while (entry := next_entry(listed, skip=skipped)) is not None:
        if look_at_item(desk.house, desk.site, entry.id, desk.moderator) is None:
            if FRAGMENT in request.headers:
                after = [each.id for each in listed.entries if each.kind == COMMENT and each.looking is None]
                after = [each for each in after if each not in {entry.id, *skipped}][:MOST_UPCOMING]
                return _shown(request, desk, entry.id, wanted, decided=decided, upcoming=after)
            undo = f"&undo={decided.ruling_id}" if decided else ""
            return lead_in_desk(f"{desk.path}/comments/{entry.id}?{wanted.query}{undo}")
        skipped.add(entry.id)
    done = [decided] if decided else []
    if FRAGMENT in request.headers:
        return _fragment(request, desk, "desk/all_done.html", wanted=wanted, decided=decided)
    return queue_page(request, desk, wanted, done=done)


def _item(
    request: Asked, desk: Desk, comment: str, wanted: Wanted, *, error: CivilTongueError | None = None
) -> Response[bytes]:
    desk.check_comment(comment)
    who = look_at_item(desk.house, desk.site, comment, desk.moderator)
    if who is not None and error is None:
        error = Conflict(
            f"{who.name} is looking at this comment.", where="comment", hint="Take the next one."
        )
    return _shown(request, desk, comment, wanted, error=error, looking=who)


def _shown(request: Asked, desk: Desk, comment: str, wanted: Wanted, **told: Any) -> Response[bytes]:
    shown = read_desk_item(desk.house, desk.site, comment, desk.moderator)
    desk.check_story(shown.item.thread)
    if told.get("looking") is not None:
        shown = replace(shown, moves=frozenset())
    error: CivilTongueError | None = told.get("error")
    whole = FRAGMENT not in request.headers
    return desk_page(
        request,
        desk,
        "desk/item.html" if whole else "desk/item_body.html",
        status=status_of(error) if error else 200,
        shown=shown,
        wanted=wanted,
        marked=marked_by_rule(shown.item.revision.visible, shown.judged.ruling.reasons),
        reasons=[_reason(shown, number) for number in range(len(shown.judged.ruling.reasons))],
        choices=_choices(shown),
        undo=told["decided"].ruling_id if told.get("decided") else request.query_params.get("undo", ""),
        error=error,
        upcoming=told.get("upcoming", []),
        looking=told.get("looking"),
    )


def _reason(shown: DeskItem, number: int) -> dict[str, Any]:
    """Return a reason as it is shown: the rule by its title, its score, and who found it, or may have."""
    reason = shown.judged.ruling.reasons[number]
    title, public = rule_in_words(reason.rule, shown.policy)
    by = list(found_by(reason.found_by, reason.signals))
    if reason.rule == UNJUDGED:
        by = [failure.detector for failure in shown.judged.ruling.failures]
    return {"number": number + 1, "reason": reason, "title": title, "public": public, "by": by}


def _choices(shown: DeskItem) -> list[dict[str, str]]:
    """Return the rules to reject under, the likely ones first, each with what the author is told.

    A rule's message speaks of marked words; where none are marked under it, its public text says what it asks.
    """
    likely = [shown.policy.rule(rule) for rule in shown.rules]
    ordered = [rule for rule in likely if rule] + [
        rule for rule in shown.policy.rules if rule.id not in shown.rules
    ]
    marked = {reason.rule for reason in shown.judged.ruling.reasons if reason.spans}
    return [
        {
            "id": rule.id,
            "title": rule.title,
            "told": rule.message
            if rule.id in marked and rule.message and "{" not in rule.message
            else rule.public,
        }
        for rule in ordered
    ]


def _fragment(request: Asked, desk: Desk, template: str, **values: Any) -> Response[bytes]:
    return desk_page(request, desk, template, **values)
