"""E-mail addresses, also those that are spelt out."""

from collections.abc import Iterator
from itertools import islice

from civiltongue.detectors.private_facts_context import MOST, SURE, Fact, Owner, sentence_before
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")
_ROLES = Pattern(
    r"(?:info|press|media|presse|contact|kontakt|office|news|newsroom|newsdesk|editor|editors|editorial|letters?|tips?|support|help|helpdesk|service|"
    r"services|customer[._-]?(?:services?|care|support)|enquir(?:y|ies)|inquir(?:y|ies)|admin|administration|hello|hallo|hi|mail|post|team|sales|"
    r"feedback|complaints?|no-?reply|webmaster|postmaster|hostmaster|abuse|privacy|legal|reception|bookings?|tickets?|boxoffice|jobs|careers|"
    r"planning|council|mayor|clerk|consultations?|corrections?|desk|events?|library|museum|school|secretary|security|redaktion|leserbriefe|"
    r"buergerbuero|rathaus|mairie|secretariat|accueil|webteam|web|shop|orders|billing|accounts|volunteers?|membership|donate|donations|appeals)"
    r"[\d._-]*"
)
_MAIL = Pattern(r"(?P<local>[\pL\pN_][\pL\pN._%+-]*)@(?P<domain>(?:[\pL\pN][\pL\pN-]*\.)+\pL\pL+)")
# A name for the sign that means nothing else in its language is as good as the sign in brackets.
_SIGN = any_of(_WORDS["at sign"])
_AT = rf"(?:\s*[\[({{<]\s*(?:at|@|ät|{_SIGN})\s*[\])}}>]\s*|\s+(?:at|ät|@|{_SIGN})\s+|\s*@\s+|\s+@\s*)"
_DOT = rf"(?:\s*[\[({{<]\s*(?:\.|{any_of(_WORDS['dot sign'])})\s*[\])}}>]\s*|\s+{any_of(_WORDS['dot sign'])}\s+|\.)"
_TLD = (
    r"(?:com|org|net|edu|gov|info|biz|eu|uk|co|de|fr|es|it|nl|be|at|ch|ie|us|ca|au|nz|se|no|dk|fi|pl|cz|pt|gr|ro|hu|ru|ua|jp|in|br|mx|io|me|tv|"
    r"example|test|invalid|email|online|site|news|press|mail|blog|london|berlin|scot|wales|cat)"
)
_SPELT_MAIL = Pattern(
    rf"(?:^|[^\pL\pN._-])(?P<local>[\pL\pN_-]+(?:{_DOT}[\pL\pN_-]+)*)(?P<at>{_AT})"
    rf"(?P<domain>[\pL\pN-]+(?:{_DOT}[\pL\pN-]+)*{_DOT}{_TLD})(?:[^\pL\pN]|$)"
)
_CLEAR_SIGN = Pattern(rf"[\[({{<@]|{_SIGN}")
_MAILBOX = Pattern(
    r"^(?:(?:g|hot|proton|web|free|e|icloud|fast)?mail|gmx|outlook|yahoo|icloud|live|aol|proton|msn|example|posteo|orange|wanadoo|t-online|btinternet)(?:[^\pL-]|$)"
)
_CUE = Pattern(rf"(?:^|[^\pL]){any_of(_WORDS['mail'])}(?:[^\pL]|$)")
_TALK = Pattern(
    r"(?:look|looking|looked|meet|now|order|buy|visit|online|shop|me|us|him|her|them|it|is|are|was|found|find|available|posted|read|seen|see|page|site|here|one|article|story|works?)"
)


def mail_facts(text: str) -> Iterator[Fact]:
    """Yield e-mail addresses; those of an office by their name are said to be one's."""
    for found in islice(_MAIL.find_all(text), MOST):
        yield Fact(found.start(), found.end(), SURE, _mailbox_owner(found.words("local")), published=True)
    for found in islice(_SPELT_MAIL.find_all(text), MOST):
        local, domain, at = found.words("local"), found.words("domain"), found.words("at")
        if "." in at or not _is_spelt(text, found.start("local"), local, at, domain):
            continue
        yield Fact(found.start("local"), found.end("domain"), SURE, _mailbox_owner(local), published=True)


def _mailbox_owner(local: str) -> Owner | None:
    return Owner.OFFICE if _ROLES.is_whole(local) else None


def _is_spelt(text: str, start: int, local: str, at: str, domain: str) -> bool:
    """Say whether "x at y dot com" is an address: "look at google dot com" is not."""
    if _CLEAR_SIGN.find(at) or _CUE.find(sentence_before(text, start)[-40:]):
        return True
    if _TALK.is_whole(local) or domain.startswith("www."):
        return False
    return any(char in local for char in "._-0123456789 ") or _MAILBOX.find(domain) is not None
