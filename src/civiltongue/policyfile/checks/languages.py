"""Every language is one of ISO 639-1, as a tag of BCP 47."""

import re
from collections.abc import Iterator

from civiltongue.policyfile.document import Document, texts
from civiltongue.policyfile.problems import Problem

# The two-letter codes of ISO 639-1 (https://www.loc.gov/standards/iso639-2/php/code_list.php).
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    "ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu "
    "lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
    "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr "
    "ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
LANGUAGES = frozenset(_CODES.split())
"""The languages that a policy may name."""

_TAG = re.compile(r"([a-z]{2})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")


def languages_are_known(document: Document) -> Iterator[Problem]:
    """Yield a problem for each language that is no tag such as ``en`` or ``pt-BR``."""
    for language in texts(document.root, "languages"):
        found = _TAG.fullmatch(language.value)
        if found is None or found[1] not in LANGUAGES:
            yield Problem(language.place, f'"{language.value}" is not a language', _hint(language.value))


def _hint(written: str) -> str:
    lowered = written.strip().lower()[:2]
    if len(written) == 2 and lowered in LANGUAGES:
        return f'Did you mean "{lowered}"?'
    return "Write a tag of two small letters, with a region where it matters: en, de, pt-BR."
