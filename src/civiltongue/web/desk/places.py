"""The one table of the desk's pages and forms: where each is, and which move it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from civiltongue.domain.moderation import Move
from civiltongue.web.desk import queue


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
)
