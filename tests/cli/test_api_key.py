"""``civiltongue api-key``: keys for programs come and go."""

import re
from pathlib import Path

from tests.cli.test_house_commands import Place
from tests.houses import ORIGIN


def test_keys_come_and_go(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.run("site", "add", "lantern", "--origin", ORIGIN)

    output = place.run("api-key", "add", "lantern", "coral", "--per-minute", "90")
    assert re.search(r"ctp_[\w-]{43}", output)
    assert "http://127.0.0.1:8300/v1alpha1" in output
    assert re.search(r"coral\t90 a minute\tsince \d{4}-\d\d-\d\d", place.run("api-key", "list", "lantern"))
    assert "ctp_" not in place.run("api-key", "list", "lantern")
    assert "conflict" in place.run("api-key", "add", "lantern", "coral", code=1)
    place.run("api-key", "revoke", "lantern", "coral")
    assert place.run("api-key", "list", "lantern") == ""
    assert "not-found" in place.run("api-key", "revoke", "lantern", "coral", code=1)
