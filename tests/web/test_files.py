"""Files that browsers load: kept for ever where their address changes with their bytes."""

import re

import httpx
import pytest

from tests.living import Living


def test_the_loader_is_asked_for_anew_and_its_parts_are_kept(living: Living) -> None:
    loader = httpx.get(f"{living.base_url}/embed/civiltongue.js")
    assert loader.headers["cache-control"] == "public, no-cache"
    part = re.search(r"reading-[0-9a-f]{8}\.js", loader.text)
    assert part is not None
    kept = httpx.get(f"{living.base_url}/embed/{part.group()}")
    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/embed/civiltongue.js", "/static/pages.css"])
def test_a_file_comes_compressed_and_is_not_sent_twice(living: Living, path: str) -> None:
    with httpx.Client(base_url=living.base_url) as client:
        first = client.get(path, headers={"Accept-Encoding": "br"})
        assert first.headers["content-encoding"] == "br"
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_our_own_pages_run_no_foreign_script(living: Living) -> None:
    site = living.a_site()
    answer = httpx.get(f"{living.base_url}/sites/{site.name}/rules")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
