"""The texts of the ruling's benchmark: civil comments of 100 words, and long near misses."""

import random
from collections.abc import Iterator

WORST_LENGTH = 64_000

_SENTENCES = (
    "I think the {adj} {noun} near the {place} is {much} better than what we had before, and I would like to thank {who}.",
    "You are right about the {noun}, but have you asked why {who} left it out of the {adj} report?",
    "When my {kin} was at school, the {place} had a {adj} {noun} and nobody complained about it.",
    "They said that it would be {adj}, and so far it isn't; what happened to the {noun} we were promised?",
    "He was the first to say so, and she has been {much} patient with all of us at the {place}.",
    "Could somebody tell me whether the {noun} will be open in winter, because last year it was not?",
    "The {place} is not the problem: the {noun} is, and it will stay {adj} until {who} mends it.",
    "If we all bring a {noun} and a little time, this town could have a {adj} {place} by spring.",
    "What I don't understand is how a {adj} {noun} can cost more than a {noun} that works.",
    "Well said, and thank you for writing it down so that people who were not there can follow.",
)
_FILLERS = {
    "adj": "quiet narrow useful honest slow careful early bright wooden steady public expensive sensible strange",
    "noun": "bridge ferry lamp timetable budget survey bench ladder garden tram shelter map ticket kettle drawing",
    "place": "harbour library market station school museum quay allotment square",
    "much": "much far hardly rather quite certainly",
    "who": "the council|our editor|the mayor|my neighbours|the drivers|everyone who came|the new director|Rosalind Firth",
    "kin": "sister brother daughter uncle neighbour grandmother",
}
_EXTRAS = (
    "The figures for {year} are at https://paper-{number}.example/story/{number} and {name} explains them.",
    "It cost £{number} in {year}, see https://survey-{number}.example/table?row={number} by {name}.",
    "Between 10:30 and 11.45 on {day} May {name} counted {number} cyclists (https://count-{number}.example/).",
)
_NAMES = (
    "Łukasz Żurek",
    "Søren Kjær",
    "Zoë Brontide",
    "Ágnes Őry",
    "Hervé Gaïdon",
    "Мария Ольхова",
    "Ελένη Δρόσου",
)


def comments(number: int, *, words: int = 100, seed: int = 11) -> list[str]:
    """Return civil comments of so many words; every other one has digits, a link and a name in other letters."""
    steady = random.Random(seed)
    choices = {key: listed.split("|" if "|" in listed else None) for key, listed in _FILLERS.items()}
    return [_comment(steady, choices, words, extra=index % 2 == 1) for index in range(number)]


def _comment(steady: random.Random, choices: dict[str, list[str]], words: int, *, extra: bool) -> str:
    said: list[str] = []
    if extra:
        numbers = {"year": steady.randint(1950, 2026), "number": steady.randint(100, 99_999)}
        said += (
            steady.choice(_EXTRAS)
            .format(**numbers, day=steady.randint(1, 31), name=steady.choice(_NAMES))
            .split()
        )
    while len(said) < words:
        chosen = {key: steady.choice(options) for key, options in choices.items()}
        said += steady.choice(_SENTENCES).format(**chosen).split()
    lines = said[:words]
    lines[words // 2] += "\n\n"
    return " ".join(lines)


_NEAR_MISSES = {
    "insults": "you are an idiot, ",
    "insults reported": "he said you are an idiot. ",
    "insults negated": "I would never say you are a stupid idiot. ",
    "adjectives without end": "you stupid, ignorant, pathetic, worthless, useless ",
    "one long run of adjectives": "stupid ",
    "groups": "immigrants are clearly really just simply truly so ",
    "groups demeaned": "all women are vermin. ",
    "threats": "I will find you, ",
    "threats nearly": "we will so just personally gladly ",
    "send them": "everyone send spam to message ",
    "coming with": "I'm coming over with a ",
    "quotes": '"you idiot" ',
    "open quotes": 'x"y ',
    "exclamations": ".\n.\n idiot . ",
    "leet": "y0u 1d10t $h1t ",
    "spaced letters": "i d i o t ",
    "zero width": "i\u200bd\u200biot ",
    "combining": "i\u0301d\u0302i\u0303o\u0304t\u0305 ",
    "homoglyphs": "уоu аrе аn іdіоt ",
    "masks": "f**k s*** b!tch ",
    "stretched": "iiidiiiooot shiiiit ",
    "one stretched": "a",
    "capital I": "aIl weIl feeI ",
    "signs inside": "d-a-m-n s_h_i_t ",
    "fullwidth": "ｙｏｕ ｉｄｉｏｔ ",
    "emoji": "d🔥amn 😀 ",
    "cyrillic": "Совет решил построить мост ",
    "chinese": "我们今天去公园看花",
    "thai": "ภาษาไทยไม่เว้นวรรค",
    "arabic": "قررت البلدية بناء جسر ",
    "hangul": "시의회가 다리를 짓기로 했다 ",
    "keys": "asdfgh qwertz zxcvbn ",
    "half keys": "qwqx zxjk vbfg ",
    "digits": "5",
    "digit groups": "12 34 56 ",
    "phones nearly": "07700 90012 ",
    "phones": "call 07700 900123 ",
    "cards": "4111 1111 1111 1111 ",
    "dates": "12/03/2024 12.03.2024 ",
    "plates": "AB12 CDE ",
    "addresses": "12 Quarry Lane, ",
    "mails": "jo@mail.example ",
    "mails nearly": "jo at mail dot ",
    "at signs": "@",
    "dots": "a.",
    "handles": "@jo_1 works at ",
    "names": "Jane Roe, ",
    "initials": "A. B. ",
    "claims": "Jane Roe stole the money. ",
    "claims nearly": "He was convicted and stole ",
    "is a thief": "is a thief and is a liar ",
    "signatures": "— Jane Roe\n",
    "I am": "I am Jane Roe, ",
    "diagnosed": "his cancer was diagnosed, her depression ",
    "links": "https://a.example/b ",
    "links glued": "https://a.example/",
    "hosts": "a.b.c.d.e.f.g.h.i ",
    "offers": "buy cheap free money now click here ",
    "offers nearly": "earn $ a day from home call ",
    "repeats": "Buy now. ",
    "short sentences": "a. ",
    "stops": ".",
    "line breaks": "\n",
    "spaces": " ",
    "apostrophes": "'a",
    "hyphens": "a-b-",
    "underscores": "_",
    "entities": "&#102;",
    "random ascii": "",
    "random letters": "",
    "random unicode": "",
    "civil": "",
}


def adversaries(length: int = WORST_LENGTH) -> Iterator[tuple[str, str]]:
    """Yield texts of so many UTF-8 bytes, with a name for each."""
    steady = random.Random(5)
    made = {
        "random ascii": "".join(chr(steady.randint(32, 126)) for _ in range(length)),
        "random letters": "".join(steady.choice("abcdefghijklmnopqrstuvwxyz  ") for _ in range(length)),
        "random unicode": "".join(
            chr(steady.randint(0x80, 0x2FFFF) & ~0x8000 or 65) for _ in range(length // 3)
        ),
        "civil": " ".join(comments(length // 400)),
    }
    for name, piece in _NEAR_MISSES.items():
        text = made.get(name) or piece * (length // len(piece.encode()) + 1)
        yield name, text.encode("utf-8", "ignore")[:length].decode("utf-8", "ignore")
    pieces = [piece for piece in _NEAR_MISSES.values() if piece.strip()]
    steady.shuffle(pieces)
    mixed = " ".join(pieces)
    yield "all of these", (mixed * (length // len(mixed) + 1)).encode()[:length].decode("utf-8", "ignore")
