"""E-mail addresses, also those that are spelt out."""

from collections.abc import Iterator

from civiltongue.detectors.private_facts_context import LIKELY, SURE, Fact, Finder, Owner, points_at_somebody
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Match, Pattern, any_of
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
_BRACKETED = Pattern(r"[\[({<]")
_MAILBOX = Pattern(
    r"^(?:(?:g|hot|proton|web|free|e|icloud|fast)?mail|gmx|outlook|yahoo|icloud|live|aol|proton|msn|example|posteo|orange|wanadoo|t-online|btinternet)(?:[^\pL-]|$)"
)
_CUES = word_lists(__package__, "private_facts_cues.txt")
_CUE = Pattern(rf"(?:^|[^\pL]){any_of(_CUES['mail'])}(?:[^\pL]|$)")
# "at this point in time"
_PHRASE = Pattern(
    r"^(?:this|that|the|some|one|a|any|no|which|what|every|each|my|his|her|their|our|your)[^\pL]| point in$"
)
_SPELT_DOT = Pattern(rf"[\[({{ ]{any_of(_WORDS['dot sign'])}[\])}} ]")
_TALK = Pattern(
    r"(?:look|looking|looked|meet|now|order|buy|visit|online|shop|me|us|him|her|them|it|is|are|was|found|find|available|posted|read|seen|see|page|site|here|one|article|story|works?)"
)


def mail_facts(passage: Passage) -> Iterator[Fact]:
    """Yield e-mail addresses; those of an office by their name are said to be one's."""
    for found in passage.matches(_MAIL):
        yield Fact(found.start(), found.end(), SURE, _mailbox_owner(found.words("local")), published=True)


def spelt_mail_facts(passage: Passage) -> Iterator[Fact]:
    """Yield e-mail addresses that are spelt out, "name at mail dot com"."""
    for found in passage.matches(_SPELT_MAIL):
        start, end = found.start("local"), found.end("domain")
        local, domain, at = found.words("local"), found.words("domain"), found.words("at")
        if "." in at or (_PHRASE.find(domain) and not _CLEAR_SIGN.find(at)):
            continue
        score = _spelt_score(passage, start, end, found)
        if score:
            yield Fact(start, end, score, _mailbox_owner(local), published=True)


FINDERS = (
    Finder((Pattern(r"[\pL\pN]@[\pL\pN]"),), mail_facts, digits=False),
    # What every spelt address holds.
    Finder((Pattern(rf"{_AT}[\pL\pN-]+{_DOT}[\pL\pN]"),), spelt_mail_facts, digits=False),
)


def _mailbox_owner(local: str) -> Owner | None:
    return Owner.OFFICE if _ROLES.is_whole(local) else None


def _spelt_score(passage: Passage, start: int, end: int, found: Match) -> float:
    """Say how surely "x at y dot com" is an address: "look at google dot com" is none."""
    local, domain, at = found.words("local"), found.words("domain"), found.words("at")
    before, after = passage.before(start), passage.after(end)
    shouted = at.strip() == "AT" and " DOT " in domain
    if shouted or _CLEAR_SIGN.find(at) or _BRACKETED.find(domain) or _CUE.find(before[-40:]):
        return SURE
    if _TALK.is_whole(local) or domain.startswith("www."):
        return 0.0
    if _CUE.find(before + "|" + after) or any(char in local for char in "._-0123456789 "):
        return SURE
    if _MAILBOX.find(domain):
        return SURE
    # "petra at lantern dot example" may be where she works; "dot" is nothing that one says of that.
    spelt = _SPELT_DOT.find(domain) is not None
    return LIKELY if spelt and points_at_somebody(before + "|" + after) else 0.0
