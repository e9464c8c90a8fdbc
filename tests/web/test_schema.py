"""What the OpenAPI description promises holds for inputs that nobody thought of."""

from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.living import Living, LivingSite


@pytest.fixture(scope="module")
def site(living: Living) -> LivingSite:
    """Give one site for all that is thrown at the server here."""
    return living.a_site()


@pytest.fixture(scope="module")
def token(site: LivingSite) -> str:
    """Give the access token of a reader."""
    return site.sign_in("Ephraim Stout")


def test_the_description_is_valid_openapi(living: Living) -> None:
    described = httpx.get(f"{living.base_url}/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/sites/{site}/comments" in described["paths"]


def test_no_request_that_the_description_allows_is_answered_with_a_500(
    living: Living, site: LivingSite, token: str
) -> None:
    described = schemathesis.openapi.from_url(f"{living.base_url}/api/v1/openapi.json")
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 15
    with site.client(token) as client:
        for operation in operations:
            _try(operation, client, site)


def _try(operation: Any, client: httpx.Client, site: LivingSite) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def try_case(case: Any) -> None:
        path = case.formatted_path.replace(case.path_parameters.get("site") or "\0", site.name)
        body = case.body if not isinstance(case.body, schemathesis.core.NotSet) else None
        headers = {"Content-Type": "application/json"}
        answer = client.request(
            case.method, path, params=case.query or None, content=msgspec.json.encode(body), headers=headers
        )
        assert answer.status_code < 500, (case.method, path, body, answer.text)

    try_case()


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(codec="utf-8"), max_size=300))
def test_no_text_is_answered_with_a_500(site: LivingSite, token: str, text: str) -> None:
    with site.client(token) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text))
    assert answer.status_code < 500, answer.text
