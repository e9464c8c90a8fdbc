"""The house rules at the desk: which version is in force, what was before, and which rules are braked."""

from difflib import unified_diff
from functools import partial
from typing import Any

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.domain.policy import Policy
from civiltongue.errors import CivilTongueError, NotFound
from civiltongue.operations.adopt_policy import roll_back_policy
from civiltongue.operations.brake import pull_brake, release_brake
from civiltongue.operations.keep_run import state_of
from civiltongue.storage import adoptions, brakes, moderators, reverting, runs, sites
from civiltongue.storage.runs import RunKind
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

_NEARBY = 3
"""How many lines around a difference are shown."""


def get_policy(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Show the rules in force, the versions before them, brakes, and the latest replays."""
    return _overview(request, asking_desk(request, site, Move.READ_POLICY))


def get_version(request: Asked, site: FromPath[str], version: FromPath[str]) -> Response[bytes]:
    """Show a version and what is different in the one in force."""
    desk = asking_desk(request, site, Move.READ_POLICY)
    with desk.house.database.read() as connection:
        source = sites.policy_source(connection, desk.site.id, version)
        now = sites.policy_in_force(connection, desk.site.id)
    if source is None or now is None:
        raise NotFound("The site never had house rules of this version.", where="version")
    return desk_page(
        request,
        desk,
        "desk/policy_version.html",
        version=version,
        in_force=now[0],
        source=source,
        lines=differences(source, now[1]),
        may_adopt=desk.may(Move.POLICY_ADOPT),
    )


def post_roll_back(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Put an earlier version in force again."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_ADOPT)
    version, note = fields.get("version", ""), fields.get("note", "")
    try:
        roll_back_policy(desk.house, desk.site, by=desk.by, version=version, note=note)
    except CivilTongueError as error:
        return _overview(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/policy?done=adopted")


def post_brake(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Brake a rule by hand, or release it."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_ADOPT)
    change = release_brake if fields.get("do") == "release" else pull_brake
    try:
        change(desk.house, desk.site, fields.get("rule", ""), by=desk.by)
    except CivilTongueError as error:
        return _overview(request, desk, error=error)
    return lead_in_desk(f"{desk.path}/policy?done=brake")


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Return the lines that differ, with some around them, each with what it is: out, in, near or place."""
    kinds = {"-": "out", "+": "in", " ": "near", "@": "place"}
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=_NEARBY))[2:]
    return [(kinds[line[0]], line if line[0] == "@" else line[1:]) for line in lines if line]


def rules_of(policy: Policy) -> list[tuple[str, str]]:
    """Return ids and titles of rules, in the order of their numbers."""
    return [(rule.id, rule.title) for rule in sorted(policy.rules, key=lambda rule: rule.number)]


def _overview(request: Asked, desk: Desk, *, error: CivilTongueError | None = None) -> Response[bytes]:
    with desk.house.database.read() as connection:
        in_force = desk.house.in_force(connection, desk.site.id)
        names = {f"moderator:{each.id}": each.name for each in moderators.every(connection, desk.site.id)}
        listed = adoptions.every(connection, desk.site.id)
        pulled = brakes.every(connection, desk.site.id, most=10)
        shadows = [
            (rule, reverting.watched(connection, desk.site.id, rule.id))
            for rule in in_force.policy.rules
            if rule.shadow
        ]
        tried = runs.newest(connection, desk.site.id, RunKind.REPLAY) if desk.may(Move.POLICY_TRY) else []
    values: dict[str, Any] = {
        "policy": in_force.policy,
        "braked": in_force.braked,
        "adoptions": listed,
        "brakes": pulled,
        "shadows": shadows,
        "replays": tried,
        "rules": rules_of(in_force.policy),
    }
    return desk_page(
        request,
        desk,
        "desk/policy.html",
        status=status_of(error) if error else 200,
        named=lambda by: names.get(by, by.partition(":")[0]),
        state=partial(state_of, desk.house),
        may_try=desk.may(Move.POLICY_TRY),
        may_adopt=desk.may(Move.POLICY_ADOPT),
        may_revert=desk.may(Move.POLICY_REVERT),
        done=request.query_params.get("done", "") if error is None else "",
        error=error,
        **values,
    )
