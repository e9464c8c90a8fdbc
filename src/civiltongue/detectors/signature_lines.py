"""Where a text is signed, or says in the first person who wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from civiltongue.domain.evidence import Span
from civiltongue.text.patterns import Match, Pattern, PatternSet, any_of

MOST_SIGNED = 30
"""How many places of one kind are looked at; nobody signs that often in earnest."""
_WORD = r"(?:(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Cllr|St)\.|\p{Lu}[\pL\pM'-]*|[\p{Lo}\pM]+)"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|la|le|ter|ten|zu|bin|ibn|al|of|the|y|e)"
_NAME = rf"(?P<name>(?:the )?{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{0,4}})"
_TEAM = (
    r"(?i:(?:the|your) (?:[\pL]+ ){0,3}(?:editors?|moderators?|admins?|administrators?|newsroom|staff|team))"
)
_SIGNER = rf"(?:(?P<team>{_TEAM})|{_NAME})"
_FULL_NAME = rf"(?P<name>{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,4}})"
_SIGNED = any_of(
    (
        "(?:kind(?:est)? |best |warm(?:est)? |with (?:kind |best |warm )?)?regards",
        "(?:with )?(?:best|all good|warm|kind) wishes",
        "(?:yours?|very) (?:sincerely|faithfully|truly|respectfully)",
        "(?:greetings(?: from [\\pL ]+)?|(?:posted|sent|submitted|written) by)",
        "(?:mit (?:freundlichen|besten|herzlichen) gr(?:ü|ue)(?:ß|ss)en|(?:viele|liebe|beste|herzliche) gr(?:ü|ue)(?:ß|ss)e|gezeichnet|gez\\.)",
        "(?:cordialement|bien à vous|salutations|sincères salutations|amicalement|signé)",
        "(?:(?:un )?saludos?(?: cordiales)?|atentamente|firmado|atenciosamente|cumprimentos|assinado|cordiali saluti|distinti saluti|firmato)",
        "(?:met vriendelijke groet(?:en)?|groeten|getekend|med vänlig hälsning|vänliga hälsningar|med venlig hilsen|z poważaniem|с уважением|подпись)",
    )
)
_SHORTLY = "(?:yours|sincerely|respectfully|faithfully|signed|best|all the best|in solidarity|with respect)"
_THANKED = "(?:thanks|thank you|many thanks|cheers|love|take care|peace|xx?)"
_TAIL = r"[\s.!)*_\]]*$"
_AFTER = r"(?:, ?[^\n,.!?]+)?(?:\n[^\n.!?]+)?"

# A dash before a name is a signature at the end of the text, and after a quotation an attribution.
_DASHED = Pattern(
    rf"(?P<words>(?P<dash>[—–―~]|--+|(?:^|[\n ])-) ?{_SIGNER}){_AFTER}{_TAIL}",
    any_case=False,
)
_NEW_LINE = r"[,.:!]?[ \t]*\n+[ \t]*"
_VALEDICTION = Pattern(
    rf"(?:^|[\n.!?)]\s*)(?P<words>[(\[]?(?:(?i:{_SIGNED})[)\]]?(?:{_NEW_LINE}|[,:] ?| )|(?i:{_SHORTLY})(?:[)\]] ?|{_NEW_LINE}|[,:] ?))"
    rf"(?:[—–-]+ ?)?{_SIGNER}){_AFTER}{_TAIL}",
    any_case=False,
)
_THANKS = Pattern(
    rf"(?:^|[\n.!?]\s*)(?P<words>(?i:{_THANKED})[,.!]?[ \t]*\n+[ \t]*(?:[—–-]+ ?)?{_NAME}){_TAIL}",
    any_case=False,
)
_LAST_LINE = Pattern(rf"\n[ \t]*(?P<words>{_NAME}){_AFTER}{_TAIL}", any_case=False)
_I_AM = r"(?i:I am|I'm|this is|it's|it is|here is|here speaks|ich bin|hier ist|je suis|c'est|(?:yo )?soy|sono|ik ben|jag är|jestem)"
_MY_NAME = r"(?i:my (?:real |full )?name is|my name's|mein name ist|ich hei(?:ß|ss)e|je m'appelle|mon nom est|me llamo|mi nombre es|mi chiamo|meu nome é|mijn naam is|ik heet|jag heter|nazywam się|меня зовут)"
_WRITING = any_of(
    (
        r"(?:, (?:your|the) [\pL ]+)?,? (?:and )?(?:writing|speaking|reporting|posting|commenting|signing|here|again)\b",
        r",? (?:the )?(?:(?:chief|deputy|managing|news|political|senior|sports) )?(?:editor|moderator|reporter|journalist|columnist|correspondent|author|writer|administrator|admin|owner|publisher)\b",
        r",? (?:and )?I (?:wrote|am|was|speak|write|approve)\b",
    )
)
_SAID = Pattern(
    rf"(?:^|[^\pL\pN'])(?P<words>{_I_AM} (?P<name>{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,3}}){_WRITING})",
    any_case=False,
)
_PLAIN = Pattern(
    rf"(?:^|[^\pL\pN'\"])(?P<words>(?i:I am|I'm|ich bin|je suis|(?:yo )?soy|io sono|ik ben|jag är|jestem) {_FULL_NAME})(?:[\s.,;!]|$)",
    any_case=False,
)
_CALLED = Pattern(rf"(?:^|[^\pL\pN'])(?P<words>{_MY_NAME} {_NAME})", any_case=False)
_HERE = Pattern(rf"(?:^|[\n.!?] *)(?P<words>{_FULL_NAME} here)(?:[,.!:;]| [—–-])", any_case=False)
_ROLE = Pattern(
    r"(?:^|[^\pL\pN'])(?P<words>(?:(?:speaking |writing )?as|I am|I'm) (?:"
    r"(?:the|your) (?:(?:chief|deputy|managing|news|site|comments?|community) )?(?:editor|moderator|administrator|admin|webmaster)"
    r"|(?:the |a |an |your )(?:author|writer) of (?:this|the|that) (?:article|story|piece|report|column)"
    r"|an? (?:(?:site|comments?|community) )?(?:moderator|administrator|admin))"
    r"(?: (?:of|for|on|here)\b[^\n.,;!?]*| here)?)(?:,|[.!]|$)"
)
_TOGETHER = PatternSet((_DASHED, _VALEDICTION, _THANKS, _LAST_LINE, _SAID, _PLAIN, _CALLED, _HERE, _ROLE))


@dataclass(frozen=True, slots=True)
class SignedWords:
    """Words that sign a text. ``name`` is empty where they only claim a part in the publication.

    ``certain`` is false for words that people also use of others: "I am Irish Catholic".
    """

    span: Span
    name: str
    certain: bool = True


def signed_words(text: str) -> Iterator[SignedWords]:
    """Yield every place where a searchable text says by whom it is."""
    there = _TOGETHER.patterns_in(text)
    if not there:
        return
    for pattern in (_VALEDICTION, _THANKS):
        found = pattern.find(text) if pattern in there else None
        if found is not None:
            yield _signed(found, certain=True)
    last = _LAST_LINE.find(text) if _LAST_LINE in there else None
    if last is not None:
        yield _signed(last, certain=False)
    dashed = _DASHED.find(text) if _DASHED in there else None
    if dashed is not None and not _is_attribution(text[: dashed.start("dash")]):
        yield _signed(dashed, certain=_stands_apart(text, dashed.start("words")))
    for pattern, certain in ((_SAID, True), (_CALLED, True), (_PLAIN, False), (_HERE, False)):
        for found in islice(pattern.find_all(text) if pattern in there else (), MOST_SIGNED):
            yield _signed(found, certain=certain)
    for found in islice(_ROLE.find_all(text) if _ROLE in there else (), MOST_SIGNED):
        yield SignedWords(Span(found.start("words"), found.end("words")), "", certain=False)


def _signed(found: Match, *, certain: bool) -> SignedWords:
    name = found.words("team") or found.words("name")
    start = found.end("words") - len(found.words("words").lstrip())
    return SignedWords(Span(start, found.end("words")), name.rstrip("."), certain)


def _stands_apart(text: str, start: int) -> bool:
    """Say whether a dash is on a line of its own or after the end of a sentence."""
    before = text[:start].rstrip(" \t")
    return not before or before.endswith(("\n", ".", "!", "?", "…", ")"))


def _is_attribution(before: str) -> bool:
    """Say whether a dash follows a quotation, so that the name is that of the quoted."""
    said = before.rstrip()
    last = said.rpartition("\n")[2].strip()
    return said.endswith(('"', "'")) or last.startswith(('"', ">"))
