"""Addresses that lead to the same story are folded into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.errors import BadInput
from civiltongue.text.address import canonical_url, story_key

STORY = "https://lantern.example/2024/the-bridge"


@pytest.mark.parametrize(
    "url",
    [
        "https://lantern.example/2024/the-bridge",
        "http://lantern.example/2024/the-bridge",
        "HTTPS://Lantern.EXAMPLE/2024/the-bridge",
        "https://lantern.example./2024/the-bridge",
        "http://lantern.example:80/2024/the-bridge",
        "https://lantern.example:443/2024/the-bridge",
        "https://reader:secret@lantern.example/2024/the-bridge",
        "https://lantern.example/2024/the-bridge/",
        "https://lantern.example/2024/the-bridge//",
        "https://lantern.example/2024/the-bridge?",
        "https://lantern.example/2024/the-bridge#comment-17",
        "https://lantern.example/2024/the-bridge?utm_source=letter&utm_medium=mail#top",
        "https://lantern.example/2024/the-bridge/?fbclid=IwAR0x",
        "https://lantern.example/2024/the-bridge?gclid=1&msclkid=2&UTM_Campaign=spring",
        "https://lantern.example/2024/the%2Dbridge",
        "https://lantern.example/2024/the%252Dbridge",
        "  https://lantern.example/2024/the-bridge\n",
    ],
)
def test_addresses_of_one_story_fold_into_one(url: str) -> None:
    assert canonical_url(url) == STORY


@pytest.mark.parametrize(
    "url",
    [
        "https://www.lantern.example/2024/the-bridge",
        "https://lantern.example:8443/2024/the-bridge",
        "https://lantern.example/2024/The-Bridge",
        "https://lantern.example/2024/the-bridge/page",
        "https://lantern.example/2024/the-bridge?page=2",
        "https://lantern.example/2024%2Fthe-bridge",
    ],
)
def test_addresses_of_other_pages_stay_apart(url: str) -> None:
    assert canonical_url(url) != STORY


def test_what_chooses_the_page_stays_when_tracking_is_folded_away() -> None:
    assert canonical_url("http://lantern.example/?p=7&utm_source=x&a=b") == "https://lantern.example?p=7&a=b"


@pytest.mark.parametrize(
    "path", ["/brücke", "/br%c3%bccke", "/br%C3%BCcke", "/br%25c3%25bccke", "/br%2525C3%2525BCcke"]
)
def test_the_ways_to_write_a_letter_fold_into_one(path: str) -> None:
    assert canonical_url(f"https://lantern.example{path}") == "https://lantern.example/br%C3%BCcke"


def test_an_international_host_and_its_ascii_form_are_one() -> None:
    assert canonical_url("https://Brücke.example/") == canonical_url("https://xn--brcke-lva.example")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/2024/the-bridge",
        "lantern.example/2024",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "https://lantern.example:99999/",
        "https://evil.example\\@lantern.example/",
        "https://lan tern.example/",
        "https://lantern..example/",
        "https://-/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        canonical_url(url)

    assert refused.value.where == "url"
    assert refused.value.hint


@given(
    path=st.text(alphabet=st.sampled_from("/%25aAfF_-.~ü&=?#+ 🙂"), max_size=40),
    port=st.sampled_from(["", ":80", ":443", ":8080"]),
    scheme=st.sampled_from(["http", "https"]),
)
def test_folding_twice_changes_nothing(path: str, port: str, scheme: str) -> None:
    once = canonical_url(f"{scheme}://lantern.example{port}/{path}")

    assert canonical_url(once) == once
    assert once.isascii()


def test_a_long_escape_of_escapes_is_folded_at_once() -> None:
    assert canonical_url("https://lantern.example/%" + "25" * 50_000 + "41") == "https://lantern.example/A"


def test_a_story_is_known_by_the_publishers_identifier_first() -> None:
    assert story_key(" bridge-2024 ", STORY) == "bridge-2024"


def test_a_story_without_identifier_is_known_by_its_address() -> None:
    assert story_key("  ", STORY + "/?fbclid=1") == STORY


def test_an_identifier_that_is_an_address_is_folded_like_one() -> None:
    assert story_key("http://lantern.example/2024/the-bridge/", "https://elsewhere.example/") == STORY


def test_an_identifier_that_only_looks_like_an_address_stays_as_it_is() -> None:
    assert story_key("http://", "https://elsewhere.example/") == "http://"


def test_a_story_without_identifier_and_address_is_refused() -> None:
    with pytest.raises(BadInput):
        story_key("", "")
