"""Addresses of computers on the Internet; numbers of versions and sections look like them."""

from collections.abc import Iterator
from functools import partial
from ipaddress import ip_address

from civiltongue.detectors.private_facts_context import LIKELY, SURE, Fact, Finder
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_FOUR = Pattern(r"(?:^|[^\pL\pN.])(?P<number>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?:[^\pL\pN.]|\.[^\d]|\.$|$)")
_SIX = Pattern(r"(?:^|[^\pL\pN:.])(?P<number>[0-9A-F]{0,4}(?::[0-9A-F]{0,4}){2,7})(?:[^\pL\pN:]|$)")
_NAMED = Pattern(rf"{_B}(?:ips?|ip-\pL+|address|adresse?|posts? from|computer|router){_E}")
_VERSION = Pattern(rf"{_B}{any_of(_WORDS['version'])}(?:[^\pL]|$)")
# Versions count from one.
_SMALL = Pattern(r"(?:\d|1\d)\.\d{1,2}\.\d{1,2}\.\d+|\d\.\d+\.\d+\.\d+")
_PUBLIC_RESOLVERS = frozenset(
    {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "255.255.255.255", "255.255.255.0"}
)


def _computers(passage: Passage, *, pattern: Pattern) -> Iterator[Fact]:
    """Yield addresses of a version, surely where the sentence says that they are some."""
    for found in passage.matches(pattern):
        start, end = found.start("number"), found.end("number")
        if not _is_computer(found.words("number")):
            continue
        before = passage.before(start)
        named = passage.name(start, end).kind == "computer" or _NAMED.find(before) is not None
        version = _SMALL.is_whole(found.words("number")) or _VERSION.find(before) is not None
        if named or not version:
            yield Fact(start, end, SURE if named else LIKELY)


FINDERS = tuple(Finder((pattern,), partial(_computers, pattern=pattern)) for pattern in (_FOUR, _SIX))


def _is_computer(words: str) -> bool:
    """Say whether words are the address of one computer on the Internet; RFC 5737's count too."""
    if words in _PUBLIC_RESOLVERS:
        return False
    try:
        address = ip_address(words)
    except ValueError:
        return False
    home = words.startswith(("10.", "192.168.", "172.16.", "169.254.", "fe80", "FE80"))
    return not (address.is_loopback or address.is_unspecified or address.is_multicast or home)
