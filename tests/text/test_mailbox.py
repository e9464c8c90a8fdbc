"""Addresses that lead to one mailbox have one form; others do not."""

import pytest

from civiltongue.text.mailbox import mailbox


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mara@harbour.example", "Mara+news@Harbour.example"),
        ("mara.quill@gmail.com", "maraquill+x@googlemail.com"),
        ("m.a.r.a@gmail.com", "MARA@gmail.com"),
        ("mara-quill@proton.me", "mara.quill+a@pm.me"),
        (" mara@harbour.example", "mara@harbour.example "),
    ],
)
def test_ways_of_writing_one_address_are_one(one: str, other: str) -> None:
    assert mailbox(one) == mailbox(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mara.quill@harbour.example", "maraquill@harbour.example"),
        ("mara@gmail.com", "mara@harbour.example"),
        ("mara@gmail.com", "moira@gmail.com"),
        ("mara-quill@gmail.com", "maraquill@gmail.com"),
        ("+a@harbour.example", "+b@harbour.example"),
    ],
)
def test_addresses_of_different_people_stay_apart(one: str, other: str) -> None:
    assert mailbox(one) != mailbox(other)


@pytest.mark.parametrize(
    "text", ["", "@", "no address", "a@", "@b", "+@gmail.com", "..@gmail.com", "-@pm.me"]
)
def test_what_is_no_address_is_no_reason_to_fail(text: str) -> None:
    assert isinstance(mailbox(text), str)
