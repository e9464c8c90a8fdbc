"""What was decided about comments is public, in numbers: as a page, as JSON and as CSV."""

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.operations.account_for import account_for
from civiltongue.operations.period import Period
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.web.account_files import as_csv, as_json, lasting, page_values
from tests.houses import SWEARING, Setting
from tests.living import Living
from tests.operations.test_climb_ladder import a_comment, strike

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_the_page_of_a_year_and_its_files_are_public(living: Living) -> None:
    site = living.a_site()
    year = living.house.clock().year
    with site.client(origin="") as client:
        page = client.get(f"/sites/{site.name}/transparency")
        numbers = client.get(f"/sites/{site.name}/transparency/{year}.json")
        table = client.get(f"/sites/{site.name}/transparency/{year}.csv")

    assert page.status_code == numbers.status_code == table.status_code == 200
    assert "style-src 'self'" in page.headers["content-security-policy"]
    assert "style=" not in page.text
    assert "How comments were moderated at The Lantern" in page.text
    assert numbers.json()["decisions"]["total"] == 0
    assert table.text.startswith("table,id,title,engine,both,person,total\r\n")


@pytest.mark.parametrize("period", ["1999", "2026.xml", "tomorrow", "2026.json.csv", "-1"])
def test_there_is_no_account_of_anything_else(living: Living, period: str) -> None:
    site = living.a_site()
    with site.client(origin="") as client:
        assert client.get(f"/sites/{site.name}/transparency/{period}").status_code == 404


def test_json_csv_and_page_tell_the_same(setting: Setting) -> None:
    strike(setting, setting.an_author(), "harassment", "sexism")
    setting.submit(text=SWEARING)
    held = a_comment(setting, setting.an_author())
    review_comment(setting.house, setting.site, Review(held.id, Verdict.HOLD, "moderator:a"))
    account = account_for(setting.house, setting.site, YEAR)

    told = json.loads(as_json(account))
    rows = list(csv.DictReader(StringIO(as_csv(account))))

    by_rule = {row["id"]: int(row["total"]) for row in rows if row["table"] == "rules"}
    assert by_rule == {row["id"]: row["total"] for row in told["decisions"]["by_rule"]}
    assert sum(by_rule.values()) == told["decisions"]["total"] == account.decisions == 4
    assert told["automated"]["share"] == 0.25
    assert told["automated"]["overturned_share"] == 0.0
    assert told["sanctions"]["total"] == 2
    drawn = [
        float(width)
        for bars in page_values(account)["tables"][0][2]
        for width in re.findall(r'width="(\d+\.\d+)"', bars)
    ]
    assert max(drawn) == 100.0


def test_times_are_told_in_a_unit_that_people_use() -> None:
    assert [lasting(seconds) for seconds in (None, 0, 119, 120, 7_300, 200_000)] == [
        "none yet",
        "0 seconds",
        "119 seconds",
        "2 minutes",
        "2 hours",
        "2 days",
    ]
