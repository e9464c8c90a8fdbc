"""The policy workshop: edit a draft, see its problems, try a comment on it, adopt it."""

from dataclasses import dataclass

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.domain.policy import Policy
from civiltongue.errors import CivilTongueError, Conflict
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.try_comment import TriedComment, check_draft, try_comment
from civiltongue.policyfile.problems import Problem, excerpt
from civiltongue.policyfile.tree import split_lines
from civiltongue.storage import runs, sites
from civiltongue.web.desk.asking import Desk, Form, asking_desk, read_desk_form
from civiltongue.web.desk.marks import marked_by_rule
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.desk.policy import differences
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

_WIDE = 34
MOST_PROBLEMS = 30
"""How many problems are shown at once; the first are to be mended first."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was checked: its policy, or what is wrong with it, each problem with its line and caret."""

    policy: Policy | None
    problems: tuple[tuple[Problem, str], ...]
    more: int


def get_edit(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Show the rules in force, or another version or the draft of a replay, to change them."""
    desk = asking_desk(request, site, Move.POLICY_TRY)
    return edit_page(request, desk, _beginning(request, desk))


def post_check(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes]:
    """Check a draft, and try a comment on it where one was written."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_TRY)
    return edit_page(request, desk, form.get("draft", ""), form=form)


def post_problems(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes]:
    """Return what is wrong with a draft as a piece of the page, for the script."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_TRY)
    return desk_page(
        request, desk, "desk/policy_problems.html", checked=checked_draft(desk, form.get("draft", ""))
    )


def post_adopt(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Put a draft in force."""
    form = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.POLICY_ADOPT)
    draft, note = form.get("draft", ""), form.get("note", "")
    try:
        with desk.house.database.read() as connection:
            known = sites.policy_in_force(connection, desk.site.id)
        checked = checked_draft(desk, draft)
        if checked.policy is None:
            return edit_page(request, desk, draft, form=form)
        if known is not None and known[0] == checked.policy.version and known[1] != draft:
            raise Conflict(
                f"Version {known[0]} is in force with another text.",
                where="version",
                hint="Give the changed rules a version of their own.",
            )
        adopt_policy(desk.house, desk.site, draft, by=desk.by, name="the draft", note=note)
    except CivilTongueError as error:
        return edit_page(request, desk, draft, form=form, error=error)
    return lead_in_desk(f"{desk.path}/policy?done=adopted")


def checked_draft(desk: Desk, draft: str) -> Checked:
    """Return a draft as it was checked, with decisions of the site."""
    policy, problems = check_draft(desk.house, desk.site, draft)
    lines = list(split_lines(draft))
    shown = tuple((each, excerpt(each, lines=lines, wide=_WIDE)) for each in problems[:MOST_PROBLEMS])
    return Checked(policy, shown, len(problems) - len(shown))


def edit_page(
    request: Asked, desk: Desk, draft: str, *, form: Form | None = None, error: CivilTongueError | None = None
) -> Response[bytes]:
    """Return the page with a draft as it is, what is wrong with it, and the comment that was tried."""
    checked = checked_draft(desk, draft)
    text, name = (form.get(field, "") if form is not None else "" for field in ("text", "name"))
    tried: TriedComment | None = None
    if checked.policy is not None and text.strip() and error is None:
        try:
            tried = try_comment(desk.house, checked.policy, text, name=name)
        except CivilTongueError as refused:
            error = refused
    with desk.house.database.read() as connection:
        in_force = sites.policy_in_force(connection, desk.site.id)
    return desk_page(
        request,
        desk,
        "desk/policy_edit.html",
        status=status_of(error) if error else 200,
        draft=draft,
        checked=checked,
        lines=differences(in_force[1], draft) if in_force else [],
        in_force=in_force[0] if in_force else "",
        fields=form or {},
        tried=tried,
        marked=marked_by_rule(tried.visible, tried.ruling.reasons) if tried else "",
        may_adopt=desk.may(Move.POLICY_ADOPT),
        error=error,
    )


def _beginning(request: Asked, desk: Desk) -> str:
    """Return what one begins with: a draft that was replayed, a version, or the rules in force."""
    asked = request.query_params
    with desk.house.database.read() as connection:
        if asked.get("replay"):
            kept = runs.get(connection, desk.site.id, asked["replay"])
            if kept is not None:
                return kept.draft
        if asked.get("version"):
            source = sites.policy_source(connection, desk.site.id, asked["version"])
            if source is not None:
                return source
        known = sites.policy_in_force(connection, desk.site.id)
    return known[1] if known else ""
