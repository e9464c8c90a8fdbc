"""The audit log: search in it, and take it along."""

from datetime import date
from itertools import chain

from litestar import Response
from litestar.params import FromPath
from litestar.response import Stream

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Move
from civiltongue.errors import BadInput
from civiltongue.operations.read_audit import LogPage, LogSearch, export_audit, search_audit
from civiltongue.web.desk.asking import asking_desk
from civiltongue.web.desk.page import desk_page
from civiltongue.web.desk.searched import naming
from civiltongue.web.sessions import Asked

FIELDS = ("event", "actor", "subject", "text", "from", "until")
_KINDS = {"csv": ("text/csv", "csv"), "lines": ("application/jsonl", "jsonl")}


def get_audit(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Show the log, the newest first."""
    desk = asking_desk(request, site, Move.READ_AUDIT)
    asked, error, page = _asked(request), None, LogPage(())
    try:
        after = request.query_params.get("after", "")
        page = search_audit(desk.house, desk.site, _search(asked), after=after)
    except BadInput as refusal:
        error = refusal
    return desk_page(
        request,
        desk,
        "desk/audit.html",
        status=400 if error else 200,
        asked=asked,
        page=page,
        error=error,
        who=naming(desk),
        events=[event.value for event in Event],
        may_export=desk.may(Move.EXPORT_AUDIT),
    )


def get_export(request: Asked, site: FromPath[str]) -> Stream:
    """Send what is looked for as a file."""
    desk = asking_desk(request, site, Move.EXPORT_AUDIT)
    form = request.query_params.get("form", "csv")
    parts = export_audit(desk.house, desk.site, _search(_asked(request)), form=form)
    first = next(parts)
    kind, suffix = _KINDS[form]
    return Stream(
        chain((first,), parts),
        media_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="audit-{desk.site.name}.{suffix}"',
            "Cache-Control": "no-store",
        },
    )


def _asked(request: Asked) -> dict[str, str]:
    return {name: request.query_params.get(name, "").strip() for name in FIELDS}


def _search(asked: dict[str, str]) -> LogSearch:
    try:
        return LogSearch(
            event=asked["event"],
            actor=asked["actor"],
            subject=asked["subject"],
            text=asked["text"],
            first=date.fromisoformat(asked["from"]) if asked["from"] else None,
            last=date.fromisoformat(asked["until"]) if asked["until"] else None,
        )
    except ValueError as error:
        raise BadInput("This is no day.", where="from", hint="Write days as 2026-03-01.") from error
