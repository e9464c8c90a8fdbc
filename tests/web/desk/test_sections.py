"""Every route for moderators, of the desk and of the interface, for one of another section: nothing is read or decided."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from inspect import getmodule, isfunction, unwrap
from typing import Any

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.claim import ClaimState
from civiltongue.domain.moderation import OF_THE_WHOLE_SITE, Right, Role
from civiltongue.domain.notice import NoticeState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import Sanction
from civiltongue.domain.thread import Status, ThreadState
from civiltongue.operations.add_moderator import set_rights
from civiltongue.operations.add_note import NewNote, add_note
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.read_appeals import read_open_appeals
from civiltongue.operations.read_queue import read_queue
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import appeals, authors, claims, comments, desk_claims, legal_holds, notices, threads
from civiltongue.web.desk.places import PLACES, Place
from civiltongue.web.routes import routes
from tests.living import Living, LivingSite
from tests.web.desk.busy import Busy, a_busy_site
from tests.web.desk.desks import AtDesk, at_desk

ELSEWHERE, HERE = ("/night-bus.html",), ("/harbour-lamps.html",)
SECRETS = ("Harbour lamps to be dimmed", "Maren Tidewater", "Mayor Holm", "Pia Holm", "the last ferry")
"""Words of what waits in the one section that the other one must not be shown."""

OPEN = {
    # What lists, and leaves out what is of another section; and what is about nothing of a section.
    ("GET", ""),
    ("GET", "/queue"),
    ("GET", "/queue/state"),
    ("POST", "/queue"),
    ("POST", "/undo"),
    ("POST", "/leave"),
    ("GET", "/next"),
    ("GET", "/search"),
    ("GET", "/stories"),
    ("GET", "/authors"),
    ("GET", "/appeals"),
    ("GET", "/notices"),
    ("GET", "/mail"),
    ("POST", "/mail"),
    ("GET", "/policy"),
    ("GET", "/policy/versions/{version:str}"),
    ("GET", "/policy/advice"),
    ("POST", "/policy/advice"),
}

ASKED: dict[str, tuple[str, str, Any]] = {
    # Every handler of the interface that asks for a moderator's key: how it is asked.
    "get_queue": ("GET", "sites/{site}/queue", None),
    "get_reviewed": ("GET", "comments/{held}/review", None),
    "post_review": ("POST", "comments/{held}/review", {"verdict": "publish"}),
    "get_appeals": ("GET", "sites/{site}/appeals", None),
    "post_remark": ("POST", "appeals/{appeal}/remarks", {"text": "Which house?"}),
    "post_appeal_decision": (
        "POST",
        "appeals/{appeal}/decision",
        {"state": "overturned", "answer": "It names none."},
    ),
    "get_claims": ("GET", "sites/{site}/claims", None),
    "post_claim_decision": ("POST", "claims/{claim}/decision", {"state": "confirmed"}),
    "get_notices": ("GET", "sites/{site}/notices", None),
    "post_notice_decision": (
        "POST",
        "notices/{notice}/decision",
        {"state": "upheld", "answer": "Gone.", "rule": "privacy"},
    ),
    "post_notice_appeal_decision": (
        "POST",
        "notices/{notice}/appeal/decision",
        {"state": "upheld", "answer": "Gone.", "rule": "privacy"},
    ),
    "put_identity": (
        "PUT",
        "authors/{author}/identity",
        {"pseudonym": "Night Ferry", "proof": "A passport."},
    ),
    "post_identity_look": ("POST", "authors/{author}/identity/look", None),
    "delete_identity": ("DELETE", "authors/{author}/identity", None),
    "put_hold": ("PUT", "authors/{author}/hold", {"reference": "Case 7"}),
    "delete_hold": ("DELETE", "authors/{author}/hold", None),
}
LISTING = {"get_queue", "get_appeals", "get_notices"}


@dataclass(frozen=True)
class Known:
    """A busy site, somebody of another section, and somebody of the section of what waits."""

    site: LivingSite
    busy: Busy
    away: AtDesk
    near: AtDesk
    ruling: str
    sanctions: tuple[Sanction, ...]

    def ids(self) -> dict[str, str]:
        """Return what paths are about, by the names of their parts."""
        busy = self.busy
        return {
            "site": self.site.name,
            "comment": busy.held,
            "held": busy.held,
            "thread": busy.thread,
            "author": busy.author.id,
            "appeal": busy.appeal,
            "notice": busy.notice,
            "claim": busy.claim,
            "inquiry": busy.inquiry,
            "moderator": self.near.moderator.id,
            "version": self.site.version,
            "replay": "x",
            "run": "x",
        }


@pytest.fixture(scope="module")
def known(living: Living) -> Known:
    site = living.a_site()
    busy = a_busy_site(site)
    away, near = (at_desk(site, Role.ADMIN, sections=sections) for sections in (ELSEWHERE, HERE))
    for each in (away, near):
        set_rights(living.house, site.site, each.moderator.name, list(Right))
    with living.house.database.read() as connection:
        rejected = comments.get(connection, site.site.id, busy.rejected)
        sanctions = authors.sanctions(connection, site.site.id, busy.author.id)
    assert rejected is not None
    assert rejected.ruling_id is not None
    return Known(site, busy, away, near, rejected.ruling_id, sanctions)


def ask(known: Known, who: AtDesk, place: Place) -> httpx.Response:
    """Send the request of a place, about what waits in the one section."""
    busy = known.busy
    path = re.sub(r"\{(\w+):str\}", lambda found: known.ids()[found[1]], place.path)
    if place.method == "GET":
        return who.get(path, text="lamps") if path == "/search" else who.get(path)
    fields = {
        "item": f"{busy.held}:",
        "verdict": "publish",
        "upcoming": busy.held,
        "ruling": known.ruling,
        "comment": busy.rejected,
        "reason": "Enough.",
        "days": "3",
        "text": "Noted.",
        "state": "closed" if "stories" in path else "upheld",
        "answer": "Decided.",
        "rule": "privacy",
        "sanction": busy.sanction,
        "violation": "x",
        "featured": "true",
        "often": "daily",
    }
    return who.post(path, **fields)


def assert_nothing_changed(known: Known) -> None:
    """Check that everything of the one section is and waits as before, and that nobody looks at it."""
    house, of, busy = known.site.living.house, known.site.site.id, known.busy
    with house.database.read() as connection:
        held, rejected = (comments.get(connection, of, each) for each in (busy.held, busy.rejected))
        story = threads.get(connection, of, busy.thread)
        appeal, notice = appeals.get(connection, of, busy.appeal), notices.get(connection, of, busy.notice)
        claim = claims.get(connection, of, busy.claim)
        assert held is not None
        assert rejected is not None
        assert story is not None
        assert appeal is not None
        assert notice is not None
        assert claim is not None
        assert (held.status, rejected.status, held.featured) == (Status.HELD, Status.REJECTED, False)
        assert story.state is ThreadState.OPEN
        assert (appeal.state, notice.state, claim.state) == (
            AppealState.OPEN,
            NoticeState.OPEN,
            ClaimState.OPEN,
        )
        assert authors.sanctions(connection, of, busy.author.id) == known.sanctions
        assert desk_claims.of_site(connection, of, house.clock()) == {}
        assert not legal_holds.in_force(connection, of, busy.author.id)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.method} {place.path}")
def test_a_place_of_the_desk_shows_and_decides_nothing_of_another_section(place: Place, known: Known) -> None:
    answer = ask(known, known.away, place)

    is_open = (place.method, place.path) in OPEN
    assert is_open == (answer.status_code not in {403, 404}), answer.text
    assert answer.status_code != 500
    assert [words for words in SECRETS if words in answer.text] == []
    assert_nothing_changed(known)


@pytest.mark.parametrize("handler", ASKED)
def test_a_route_of_the_interface_shows_and_decides_nothing_of_another_section(
    handler: str, known: Known
) -> None:
    method, path, body = ASKED[handler]
    with known.site.client(known.away.key, origin="") as client:
        answer = client.request(method, f"/api/v1/{path.format(**known.ids())}", json=body)

    assert (answer.status_code == 200) == (handler in LISTING), answer.text
    assert answer.status_code in {200, 403, 404}
    assert [words for words in SECRETS if words in answer.text] == []
    assert_nothing_changed(known)


def test_what_is_of_the_section_is_open_to_its_moderator(known: Known) -> None:
    ids, near = known.ids(), known.near

    for path in (
        "comments/{held}",
        "stories/{thread}",
        "authors/{author}",
        "appeals/{appeal}",
        "notices/{notice}",
    ):
        assert near.get(f"/{path.format(**ids)}").status_code == 200
    near.post("/leave")
    with known.site.client(near.key, origin="") as client:
        listed = client.get(f"/api/v1/sites/{known.site.name}/appeals").json()["appeals"]
        noticed = client.get(f"/api/v1/sites/{known.site.name}/notices").json()["notices"]
        asked = client.post(f"/api/v1/appeals/{ids['appeal']}/remarks", json={"text": "Which house?"})
        whole = client.post(
            f"/api/v1/appeals/{known.busy.sanction_appeal}/remarks", json={"text": "Which evening?"}
        )
    assert [each["appeal"]["id"] for each in listed] == [known.busy.appeal]
    assert [each["id"] for each in noticed] == [known.busy.notice]
    assert asked.status_code == 201
    assert whole.status_code == 403


def test_beside_a_comment_nothing_is_shown_of_its_authors_others_in_another_section(known: Known) -> None:
    house, of, busy = known.site.living.house, known.site.site, known.busy
    with house.database.read() as connection:
        night = comments.get(connection, of.id, busy.night)
    assert night is not None
    add_note(house, of, NewNote(night.author_id, "Accused Mayor Holm.", busy.held), by="operator")

    shown = known.away.get(f"/comments/{busy.night}")
    known.away.post("/leave")
    file = known.away.get(f"/authors/{night.author_id}")

    for page in (shown, file):
        assert page.status_code == 200
        assert "timetable" in page.text
        assert "Mayor Holm" not in page.text
        assert f"/comments/{busy.held}" not in page.text


def test_the_navigation_leaves_out_what_reaches_beyond_sections(known: Known) -> None:
    page = known.away.get("/stories").text

    hidden = {place.path for place in PLACES if place.method == "GET" and place.move in OF_THE_WHOLE_SITE}
    assert [path for path in hidden if f'href="{known.away.site.name}{path}"' in page] == []
    assert f'href="/desk/{known.site.name}/people"' not in page


def test_a_sanction_is_lifted_in_a_section_by_who_imposed_it(known: Known) -> None:
    house, of, busy = known.site.living.house, known.site.site, known.busy
    with house.database.read() as connection:
        night = comments.get(connection, of.id, busy.night)
    assert night is not None
    path = f"/authors/{night.author_id}"
    refused = known.away.post(f"{path}/lift", sanction=busy.sanction)
    imposed = known.away.post(f"{path}/suspension", reason="Went on all night.", days="3")
    with house.database.read() as connection:
        mine = authors.sanctions(connection, of.id, night.author_id)[-1]

    assert refused.status_code == 403
    assert imposed.status_code == 303
    assert known.away.post(f"{path}/lift", sanction=mine.id).status_code == 303


def test_every_handler_that_asks_for_a_moderators_key_stands_in_the_table() -> None:
    asking = {
        handler.__name__
        for route in routes()
        if isinstance(route, HTTPRouteHandler) and any(path.startswith("/api/") for path in route.paths)
        for handler in [unwrap(route.fn)]
        if asks_moderator(handler)
    }

    assert asking == set(ASKED)


def asks_moderator(function: Callable[..., Any]) -> bool:
    """Say whether a function asks for a moderator's key, itself or by others of its module."""
    near = vars(getmodule(function))
    names = function.__code__.co_names
    return "asking_moderator" in names or any(
        asks_moderator(near[name])
        for name in names
        if isfunction(near.get(name)) and near[name].__module__ == function.__module__
    )


def test_what_waits_in_a_section_is_not_hidden_behind_what_waits_longer_elsewhere(living: Living) -> None:
    site = living.a_site()
    busy = a_busy_site(site)
    house, of = living.house, site.site
    review_comment(house, of, Review(busy.night, Verdict.REJECT, "operator", rule="privacy"))
    with house.database.read() as connection:
        night = comments.get(connection, of.id, busy.night)
        author = authors.get(connection, of.id, night.author_id if night else "")
    assert author is not None
    filed = appeal_ruling(house, of, author, comment_id=busy.night, text="It names nobody.")
    there = tuple(f"{site.origin}{section}" for section in ELSEWHERE)

    (appeal,) = read_open_appeals(house, of, most=1, places=there)

    assert appeal.appeal.id == filed.id
    assert [item.comment.id for item in read_queue(house, of, most=1)] == [busy.held]
    assert read_queue(house, of, most=1, places=there) == []
