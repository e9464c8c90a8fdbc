"""Somebody's name behind a pseudonym."""

from collections.abc import Iterator
from itertools import islice

from civiltongue.detectors.private_facts_context import LIKELY, SURE, Fact, Finder, Owner, is_name
from civiltongue.detectors.private_facts_passage import MOST, Passage
from civiltongue.text.patterns import Match, Pattern, any_of
from civiltongue.text.word_lists import word_lists

_LINKS = word_lists(__package__, "private_facts_names.txt")
_WORDS = word_lists(__package__, "private_facts_owners.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_PARTICLE = r"(?:van|von|de|der|den|del|della|la|le|di|da|du|af|av|ap|el|al|bin|ten|ter|zu|zur|y|e)"
_WORD = r"(?:\p{Lu}\.|(?:[dDOL]'|Mc|Mac)?\p{Lu}[\pL'-]*\p{Ll})"
_FULL = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,3}}"
_HANDLE = r"(?:@[\pL\pN_.-]*[\pL\pN_]|[\pL\pN_.-]*[\pL_][\pL\pN_.-]*)"
# A name with a digit, an underscore or a capital inside is a pseudonym by its looks.
_SURE_ALIAS = r"(?:@[\pL\pN_.-]*[\pL\pN_]|\pL*[\p{Ll}_]\pL*\d+[\pL\pN_]*|\pL+_[\pL\pN_]*)"
_CAPITALS = r"(?:\p{Lu}?\p{Ll}+\p{Lu}[\pL\pN]*)"
_PSEUDONYM = rf"(?:{_SURE_ALIAS}|{_CAPITALS})"
_ALIAS = Pattern(_PSEUDONYM, any_case=False)
_SURELY = Pattern(_SURE_ALIAS, any_case=False)
_CALLED = rf"(?i:account|user|commenter|poster|handle|alias|nickname|nick|profile|pseudonym|moniker|troll) ['\"]?{_HANDLE}"
_TITLED = r"(?:(?i:mr|mrs|ms|dr|prof)\.? )?"
_JOINT = r"['\")]*[ ,:;(–—-]+['\"]?"
_IS = rf"(?:(?:{_JOINT}|['’]s )(?i:{any_of(_LINKS['is'])}))+{_JOINT}{_TITLED}"
_AS = rf"(?:{_JOINT}(?i:{any_of(_LINKS['as'])})|['’]s (?i:{any_of(_LINKS['own'])}))+{_JOINT}"
_ANY_ALIAS = rf"(?:{_PSEUDONYM}|['\"]?\p{{Lu}}[\pL\pN_.-]*(?: [\p{{Lu}}\pN][\pL\pN_]*)?['\"]?)"
_OPEN = rf"{_B}(?P<who>(?i:his|her|their|my)|{_HANDLE}(?: [\p{{Lu}}\pN][\pL\pN_]*)?'s?)"
_LOWER = r"(?:[ ,]+\p{Ll}[\p{Ll}'-]*)"
_ACCOUNT = r"(?:(?i:the|this|that|our|your|account|user|user ?name|commenter|poster|handle|troll|nick|nickname|alias|name|profile|called|named|of) ){0,3}['\"]?"
_ANSWER = rf"(?:['\"]?(?: (?i:account|handle|profile|nickname|nick|alias|really|actually|in real life|in truth))*(?:,? (?i:is|was|sits|stands|hides|lurks|=)|['’]s|:|\?| [–-]|,)['\"]?)+(?:{_JOINT}(?i:{any_of(_LINKS['is'])}))* ?{_TITLED}"
_NAMED = (
    # "his real name is …", "X's real name …": somebody's first name is enough.
    rf"{_OPEN} (?i:(?:real|actual|true|legal|birth|full|civil|proper)(?:,? (?:actual|true|legal|full))* (?:name|identity)|name (?:in real life|offline)){_LOWER}{{0,4}}?(?:,? (?i:is|was|being)|:| =)(?: (?i:actually|really|in fact|of course|simply|just))* (?P<name>\p{{Lu}}[\pL'-]+(?: \p{{Lu}}[\pL'-]+)*)",
    rf"{_B}(?P<who>{_PSEUDONYM}|{_CALLED})(?: (?i:{any_of(_LINKS['place'])}))*(?:(?P<link>{_IS}| ?(?:=|→|->) ?)(?P<name>{_FULL})|['\"]? \((?P<inside>{_FULL})\))",
    rf"{_B}(?P<name>{_FULL})(?:(?P<link>{_AS}| ?(?:=|→|->) ?)(?P<who>{_PSEUDONYM})|['\"]? \((?:(?i:here|posting|writing|known here) as )?(?P<within>{_SURE_ALIAS})\)|['\"]? \((?i:here|posting|writing|known here) as (?P<camel>{_PSEUDONYM})\))",
    # "@x forgot to log out, it is …"
    rf"{_B}(?P<who>{_PSEUDONYM})[^.!?\n,:;–-]*[,:;–-] ?(?i:it is|it's|it was|that's|that is|that was|which is|alias|aka|real name|real name is|in real life|i\.e\.) (?P<name>{_FULL})(?:[,.!?)]|$)",
    # "X works in the office and is called …", "X is a fake, the real person is …"
    rf"{_B}(?P<who>{_PSEUDONYM})(?:[ ,]+[\p{{Ll}}'-]+){{0,8}}[ ,]+(?i:is called|is named|whose name is|whose real name is|real person is|real name is|her name is|his name is|her name's|his name's|in real life is|or) ['\"]?(?P<name>{_FULL})(?: (?P<mother>as (?:his|her) (?:mother|mum|mom|friends|wife|husband|boss)))?",
    rf"{_B}(?P<name>{_FULL})(?:[ ,]+[\p{{Ll}}'-]+){{0,8}}[ ,]+(?i:hiding behind|hides behind|posts as|posting as|writes as|writing as|comments as|commenting as|under the name|under the alias|behind the name|behind the account|behind the alias|with the name|with the alias|the account|the alias|the handle|calls (?:himself|herself)) (?:(?i:of) )?['\"]?(?P<who>{_PSEUDONYM})",
    rf"{_B}(?P<who>{_PSEUDONYM}) and (?P<name>{_FULL}) are (?:really |actually |clearly |obviously )?(?:one and )?the same",
    rf"{_B}(?P<name>{_FULL}) and (?P<who>{_PSEUDONYM}) are (?:really |actually |clearly |obviously )?(?:one and )?the same",
    # What is asked of or announced for a pseudonym, and answered by a name.
    rf"{_B}(?i:{any_of(_LINKS['asked'])}){_JOINT}{_ACCOUNT}(?P<who>{_ANY_ALIAS}){_ANSWER}(?P<name>{_FULL})",
    rf"{_B}(?i:{any_of(_LINKS['wondered'])}){_JOINT}{_ACCOUNT}(?P<who>{_PSEUDONYM}){_ANSWER}(?P<name>{_FULL})",
)
_PLAIN = Pattern(r"[ ,:;(–—-]*(?:is|was|are|ist|est|es|è|to|är)?(?: really)?[ ,:;(–—-]*")
# "JavaScript is Very Good."
_THING = Pattern(r"^(?:Very|Really|Too|The|Not|Now|Still|Always|Never|Such|Just|Quite|Our|My|Your|All) ")
_OR = Pattern(rf"^.?{_PSEUDONYM},? or ", any_case=False)
_REACH = 120
_FAMILY_NAME = Pattern(r"(?:Mc|Mac|Di|De|La|Le|Lo|Fitz|Van|Von|Des|Du|El|Al)\p{Lu}\p{Ll}+", any_case=False)
_ABROAD = Pattern(
    rf"{_B}(?:"
    rf"(?i:{any_of(_WORDS['real name'])})(?i: {any_of(_WORDS['of'])})? (?P<who1>{_HANDLE}) (?i:ist|lautet|est|es|é|è|is|to|jest|är|er|on|=|-|:) (?P<name1>{_FULL})"
    rf"|(?P<who2>{_HANDLE}) (?i:{any_of(_WORDS['really'])}) (?P<name2>{_FULL})"
    rf"|(?i:{any_of(_WORDS['behind'])}) (?:\pL+ )?(?P<who3>{_HANDLE}) (?i:{any_of(_WORDS['hides'])}) (?P<name3>{_FULL})"
    rf"){_E}",
    any_case=False,
)


def _real_names(text: str, *, pattern: Pattern) -> Iterator[Fact]:
    """Yield who a pseudonym is, as one of the patterns says it; the author's own name is their own."""
    for found in islice(pattern.find_all(text), MOST):
        if pattern is _ABROAD:
            form = next(at for at in "123" if found.words(f"who{at}"))
            if form == "1" or _ALIAS.is_whole(found.words(f"who{form}")):
                yield Fact(found.start(f"who{form}"), found.end(f"name{form}"), SURE, Owner.OTHER)
            continue
        name, who = (
            found.words("name") or found.words("inside"),
            found.words("who") or found.words("within") or found.words("camel"),
        )
        if _OR.find(found.words()) and not found.words("mother"):
            continue
        if not is_name(name) or _THING.find(name) or _FAMILY_NAME.is_whole(who):
            continue
        owner = Owner.AUTHOR if who.casefold() == "my" else Owner.OTHER
        groups = [group for group in ("who", "name", "inside", "within", "camel") if found.words(group)]
        ends = [*map(found.start, groups), *map(found.end, groups)]
        yield Fact(min(ends), max(ends), LIKELY if _may_be_thing(found) else SURE, owner)


def _may_be_thing(found: Match) -> bool:
    """Say whether a word with a capital inside is said to be something, and no more."""
    plain = _PLAIN.is_whole(found.words("link")) if found.words("link") else False
    return plain and not _SURELY.is_whole(found.words("who"))


_PATTERNS = tuple(Pattern(source, any_case=False) for source in _NAMED)
_ASKED_OF = Pattern(
    rf"{_B}{any_of((*_LINKS['asked'], *_WORDS['real name'], 'user', 'commenter', 'poster', 'handle', 'pseudonym', 'moniker', 'troll'))}{_E}"
    rf"|(?:real|actual|true|legal|birth|full|civil|proper) (?:name|identity)|name (?:in real life|offline)"
)
_LOOKS_LIKE = Pattern(r"@[\pL\pN_]|\p{Ll}_|_\pL|\p{Ll}\d|\p{Ll}\p{Lu}|_\d", any_case=False)


def _aliases(passage: Passage) -> Iterator[Fact]:
    """Yield who a word that looks like a pseudonym is; only the words around it are read."""
    last = 0
    for found in passage.matches(_LOOKS_LIKE):
        if found.start() < last:
            continue
        first, last = max(last, found.start() - _REACH), found.end() + _REACH
        words = passage.text[first:last]
        for pattern in (*_PATTERNS, _ABROAD):
            for fact in _real_names(words, pattern=pattern):
                yield Fact(fact.start + first, fact.end + first, fact.score, fact.owner)


def _asked(passage: Passage) -> Iterator[Fact]:
    """Yield who anybody is whose name is spoken of."""
    for pattern in (*_PATTERNS, _ABROAD):
        yield from _real_names(passage.text, pattern=pattern)


FINDERS = (
    Finder((_ASKED_OF,), _asked, digits=False),
    Finder((_LOOKS_LIKE,), _aliases, digits=False),
)
