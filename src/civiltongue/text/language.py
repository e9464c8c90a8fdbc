"""A cheap guess at the language of a text, by its script and its commonest words."""

import re
from collections import Counter
from functools import lru_cache

_STOP_WORDS = {
    "de": "der die das und ist nicht ich du ihr wir sie es ein eine einen einem einer den dem des mit auf für von zu im"
    " wie auch aber oder wenn war hat sind sich dass daß noch nur so was wer kein keine mir mich dich euch doch mal"
    " schon hier immer alle werden wird haben bist bin dein deine mein meine diese dieser",
    "en": "the and is not i you he she it we they a an of to in that this was are be have has with for on at as by but"
    " or if what who your my his her their our do does did will would can could so no just all there from about up out"
    " don't isn't it's i'm you're how when why which them me him us been were had more than because like get",
    "es": "el la los las un una unos y es no que de en por para con su mi tu se lo le como pero o si más muy está son"
    " ser fue era hay todo todos yo él ella eres este esta eso ese nos te me qué ya cuando porque sin sobre del al",
    "fr": "le la les un une des et est ne pas que qui de du en dans pour avec sur au aux ce cette ces il elle nous vous"
    " ils je tu mon ton son ma ta sa mais ou si plus très sont être était c'est sans comme tout tous quel quelle y t'es",
    "it": "il lo la gli le un una uno e è non che di del della dei in con per su mi ti si ci vi io tu lui lei noi voi"
    " loro sono sei siamo ma o se più come questo questa quello anche tutto tutti molto nel nella al alla chi cosa hai ho",
    "nl": "de het een en is niet ik jij je hij zij ze wij we van in op te dat die dit voor met aan als maar of om bij naar"
    " ook er wat wie zijn was heb heeft hebben nog geen zo dan door over mijn jouw uw hun worden wordt kan kunt bent ben",
    "pl": "i w z na do nie to jest się że jak ale czy o po za od dla przez przy co kto ten ta te są był była było będzie"
    " ja ty on ona my wy oni mnie mi cię ci go jej ich już tylko tak bardzo jesteś jestem wszystko tego tym lub gdy",
    "pt": "o a os as um uma e é não que de do da dos das em no na nos nas por para com seu sua meu minha se como mas ou"
    " mais muito está são ser foi era há tudo todos eu tu ele ela você vocês este esta isso esse nós te já quando",
    "sv": "och att det är inte jag du han hon vi ni de en ett som på för med av till den har om men eller så var kan ska"
    " vill min din sin där här alla från vad vem när bara också mycket dig mig",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _STOP_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3\u3131-\u318e]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LOOKED_AT = 4_000
_NEAR = 0.7


@lru_cache(maxsize=64)
def guess_languages(text: str, *, least: int = 1) -> frozenset[str]:
    """Return the languages that a text is likely in, empty where nothing tells.

    Scripts tell at once; among nine languages in Latin letters the commonest words do, and the ones
    that come near the best stay in, if there are at least so many of them. Only the first 4,000 code points
    are looked at.
    """
    head = text[:_LOOKED_AT]
    if head.isascii():
        by_script: set[str] = set()
    else:
        by_script = {language for language, script in _SCRIPTS if script.search(head)}
        if "ja" in by_script:
            by_script.discard("zh")
    counts: Counter[str] = Counter()
    words = _WORD.findall(head.lower().replace("’", "'"))
    for languages, count in Counter(map(_LANGUAGES_OF.get, words)).items():
        for language in languages or ():
            counts[language] += count
    most = max(counts.values(), default=0)
    return frozenset(
        by_script | {language for language, count in counts.items() if count >= max(_NEAR * most, least)}
    )
