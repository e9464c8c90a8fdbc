"""The one table of the desk's pages and forms: where each is, and which move it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from civiltongue.domain.moderation import Move
from civiltongue.web.desk import item, people, queue


@dataclass(frozen=True, slots=True)
class Place:
    """One route behind ``/desk/{site:str}``; its handler asks with the same move."""

    method: str
    path: str
    handler: Callable[..., Any]
    move: Move


PLACES = (
    Place("GET", "", queue.get_overview, Move.READ_QUEUE),
    Place("GET", "/queue", queue.get_queue, Move.READ_QUEUE),
    Place("GET", "/queue/state", queue.get_state, Move.READ_QUEUE),
    Place("POST", "/queue", queue.post_decisions, Move.DECIDE),
    Place("POST", "/undo", item.post_undo, Move.DECIDE),
    Place("POST", "/leave", queue.post_leave, Move.READ_QUEUE),
    Place("GET", "/next", item.get_next, Move.READ_QUEUE),
    Place("GET", "/comments/{comment:str}", item.get_item, Move.READ_QUEUE),
    Place("GET", "/comments/{comment:str}/thread", item.get_thread, Move.READ_QUEUE),
    Place("POST", "/comments/{comment:str}/decide", item.post_decision, Move.DECIDE),
    Place("POST", "/comments/{comment:str}/mask", item.post_mask, Move.MASK),
    Place("POST", "/comments/{comment:str}/note", item.post_note, Move.NOTE),
    Place("POST", "/comments/{comment:str}/feature", item.post_feature, Move.FEATURE),
    Place("POST", "/comments/{comment:str}/lock", item.post_lock, Move.LOCK_THREAD),
    Place("POST", "/comments/{comment:str}/warn", people.post_warning, Move.WARN),
    Place("POST", "/comments/{comment:str}/suspend", people.post_suspension, Move.SUSPEND),
    Place("POST", "/comments/{comment:str}/ban", people.post_ban, Move.BAN),
    Place("POST", "/comments/{comment:str}/strike", people.post_strike, Move.WITHDRAW_STRIKE),
)
