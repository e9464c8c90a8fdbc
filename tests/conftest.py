"""What all tests share: both databases, and steady property tests."""

from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.houses", "tests.living", "tests.openid_provider"]

settings.register_profile("house", deadline=None, print_blob=True, database=None)
settings.load_profile("house")
