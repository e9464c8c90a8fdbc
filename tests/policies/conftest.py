"""The flag that writes what comes out into the example programs: ``pytest tests/policies --refresh-expected``."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-expected",
        action="store_true",
        help="write the verdicts and rules that come out into tests/policies/*/*.yaml; review the difference",
    )


@pytest.fixture
def refresh_expected(request: pytest.FixtureRequest) -> bool:
    """Say whether what is expected is to be written anew instead of compared."""
    return bool(request.config.getoption("--refresh-expected", default=False))
