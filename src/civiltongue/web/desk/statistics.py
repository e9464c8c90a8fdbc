"""Statistics with charts: what came, what was decided, how fast, how much alike, and what has changed."""

from datetime import timedelta
from typing import Any

from litestar import Response
from litestar.params import FromPath

from civiltongue.domain.moderation import Move
from civiltongue.engine.drift import NOTABLE, STRONG
from civiltongue.operations.period import Period
from civiltongue.operations.read_statistics import Statistics, read_statistics
from civiltongue.web.account_files import lasting
from civiltongue.web.desk.asking import asking_desk
from civiltongue.web.desk.charts import bar, columns
from civiltongue.web.desk.page import desk_page
from civiltongue.web.sessions import Asked
from civiltongue.wording import phrase

SPANS = (7, 30, 90, 365)
"""How many days a page can show, up to today."""


def get_statistics(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Show the numbers of the last days."""
    desk = asking_desk(request, site, Move.STATISTICS)
    typed = request.query_params.get("days", "")
    days = next((span for span in SPANS if typed == str(span)), 30)
    today = desk.house.clock().date()
    found = read_statistics(desk.house, desk.site, Period(today - timedelta(days=days - 1), today))
    return desk_page(
        request, desk, "desk/statistics.html", found=found, spans=SPANS, days=days, **_drawn(found)
    )


def _drawn(found: Statistics) -> dict[str, Any]:
    ends: dict[str, Any] = {"first": found.days[0].day, "last": found.days[-1].day}
    busiest = max(day.published + day.held + day.rejected for day in found.days)
    decided = max(day.by_people for day in found.days)
    most = max((row.held + row.rejected for row in found.rules), default=0)
    return {
        "volumes": columns(
            [
                [("published", day.published), ("held", day.held), ("rejected", day.rejected)]
                for day in found.days
            ],
            title=phrase("statistics.volumes"),
            said=phrase("statistics.volumes_said", most=busiest, **ends),
            name="volumes",
        ),
        "decisions": columns(
            [[("person", day.by_people)] for day in found.days],
            title=phrase("statistics.decisions"),
            said=phrase("statistics.decisions_said", most=decided, **ends),
            name="decisions",
        ),
        "rule_bars": [bar([("held", row.held), ("rejected", row.rejected)], most) for row in found.rules],
        "lasting": lasting,
        "percent": lambda share: "–" if share is None else f"{share:.1%}",
        "drifted": lambda index: "strong" if index >= STRONG else "notable" if index >= NOTABLE else "steady",
        "drift_bars": [bar([("person", min(each.index, 1.0))], 1.0) for each in found.drift],
    }
