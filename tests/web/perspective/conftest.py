"""What the tests of the stand-in share: one site with a program that may ask as often as it likes."""

import pytest

from tests.living import Living, LivingSite
from tests.web.perspective.asking import Program, a_program


@pytest.fixture(scope="module")
def site(living: Living) -> LivingSite:
    """Give one site for the tests of a module."""
    return living.a_site()


@pytest.fixture(scope="module")
def program(site: LivingSite) -> Program:
    """Give a program with a key of the site."""
    return a_program(site)
