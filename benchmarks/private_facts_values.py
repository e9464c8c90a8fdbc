"""Makes up private facts of ten regions, and what only looks like one; all of it is fictional."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.private_facts_regions import (
    ACCOUNTS,
    CAPITALS,
    HANDLES,
    HOSTS,
    LANGUAGE,
    MONTHS,
    NAMES,
    PHONES,
    PLATES,
    STREETS,
    TOWNS,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A fact and, where readers of a region call it so, its name. ``structured`` is fixed in its form."""

    words: str
    called: str = ""
    disguised: bool = False


def drawn(pattern: str, random_: random.Random) -> str:
    """Fill a pattern: ``#`` a digit, ``+`` from 1 to 9, ``@`` a capital, ``%`` a plus sign."""
    signs: dict[str, Callable[[], str]] = {"#": lambda: random_.choice("0123456789"), "+": lambda: random_.choice("123456789"),
             "@": lambda: random_.choice(CAPITALS), "%": lambda: "+"}  # fmt: skip
    return "".join(signs[sign]() if sign in signs else sign for sign in pattern)


def name(language: str, random_: random.Random) -> str:
    """Return the name of a fictional person."""
    return random_.choice(NAMES[language])


def handle(random_: random.Random) -> str:
    """Return a handle or a pseudonym."""
    return random_.choice(HANDLES)


def date(language: str, random_: random.Random, *, first: int, last: int) -> str:
    """Return a date in one of the forms of a language."""
    day, month, year = random_.randint(1, 28), random_.randint(1, 12), random_.randint(first, last)
    named = MONTHS[language].split()[month - 1]
    middle = {"de": f"{day}. {named}", "es": f"{day} de {named} de"}.get(language, f"{day} {named}")
    joined = "/" if language in ("en", "fr", "es", "it") else "."
    return random_.choice(
        (f"{middle} {year}", f"{day:02}{joined}{month:02}{joined}{year}", f"{year}-{month:02}-{day:02}")
    )


def email(_region: str, random_: random.Random, words: Mapping[str, Any]) -> Value:
    """Return a person's address; three in ten are spelt out."""
    first, *_, last = name("en", random_).lower().replace("'", "").split()
    local = random_.choice((f"{first}.{last}", f"{first}{random_.randint(10, 99)}", f"{first[0]}{last}", f"{last}_{first}"))  # fmt: skip
    host = random_.choice(HOSTS)
    if random_.random() < 0.7:
        return Value(f"{local}@{host}")
    dot = random_.choice(words["dot"])
    spelt = local.replace(".", dot) if random_.random() < 0.5 else local
    return Value(spelt + random_.choice(words["at"]) + host.replace(".", dot), disguised=True)


def phone(region: str, random_: random.Random, words: Mapping[str, Any]) -> Value:
    """Return a number of the region; a fifth are spaced digit by digit or written as words."""
    number = drawn(random_.choice(PHONES[region]), random_)
    if random_.random() < 0.8:
        return Value(number)
    digits = [char for char in number if char.isdigit()]
    if number.startswith("+") or random_.random() < 0.5:
        return Value(
            ("+" if number.startswith("+") else "") + random_.choice((" ", ".", "-", " - ")).join(digits),
            disguised=True,
        )
    spelt = words["digits"].split()
    return Value(random_.choice((" ", ", ", "-")).join(spelt[int(digit)] for digit in digits), disguised=True)


def address(region: str, random_: random.Random, _words: Mapping[str, Any]) -> Value:
    """Return a street and number, two in three with the town."""
    street = road(region, random_)
    return Value(street + (drawn(TOWNS[region], random_) if random_.random() < 0.67 else ""))


def road(region: str, random_: random.Random) -> str:
    """Return a street and number alone."""
    chosen = random_.choice(STREETS[region])
    return chosen.format(n=random_.randint(2, 148), s=random_.randint(1, 12))


def identity(region: str, random_: random.Random, _words: Mapping[str, Any]) -> Value:
    """Return a national number with its check digits, and what it is called."""
    called, make = _IDENTITIES[region]
    return Value(make(random_), called)


def bank(region: str, random_: random.Random, _words: Mapping[str, Any]) -> Value:
    """Return an account: an IBAN where the region has them."""
    if region == "US":
        return Value(drawn("+#########", random_), "bank account number")
    if region == "AU" or (region == "GB" and random_.random() < 0.4):
        code, called = ("0#-##-## ########", "sort code") if region == "GB" else ("06+-### ########", "BSB and account number")  # fmt: skip
        return Value(drawn(code, random_), called)
    number = drawn({"GB": "@@@@", "NL": "@@@@", "IT": "@"}.get(region, ""), random_)
    number += drawn("#" * (ACCOUNTS[region] - len(number)), random_)
    whole = f"{region}{98 - _as_number(number + region + '00') % 97:02}{number}"
    spaced = " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))
    return Value(random_.choice((whole, spaced)), "IBAN")


def _as_number(letters: str) -> int:
    return int("".join(str(int(char, 36)) for char in letters))


def card(_region: str, random_: random.Random, _words: Mapping[str, Any]) -> Value:
    """Return a card number that passes Luhn's check."""
    number = drawn(random_.choice(("4" + "#" * 14, "5+" + "#" * 13, "37" + "#" * 12)), random_)
    number += _luhn(number)
    groups = (4, 6, 5) if len(number) == 15 else (4, 4, 4, 4)
    joined = random_.choice((" ", "-", ""))
    cut = [number[sum(groups[:at]) : sum(groups[: at + 1])] for at in range(len(groups))]
    return Value(joined.join(cut))


def _luhn(number: str) -> str:
    doubled = (int(char) * (2 - at % 2) for at, char in enumerate(reversed(number)))
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


def computer(_region: str, random_: random.Random, _words: Mapping[str, Any]) -> Value:
    """Return an address of the Internet, one in five of version 6."""
    if random_.random() < 0.2:
        return Value("2001:db8:" + ":".join(f"{random_.randrange(1, 65536):x}" for _ in range(6)))
    return Value(".".join(str(random_.randint(*ends)) for ends in ((20, 99), (1, 254), (1, 254), (1, 254))))


def birth(region: str, random_: random.Random, _words: Mapping[str, Any]) -> Value:
    """Return a day on which somebody of today may be born."""
    return Value(date(LANGUAGE[region], random_, first=1940, last=2008))


def plate(region: str, random_: random.Random, _words: Mapping[str, Any]) -> Value:
    """Return a number plate as the region writes it."""
    return Value(drawn(random_.choice(PLATES[region]), random_))


def _german(random_: random.Random) -> str:
    first = drawn("+#########", random_)
    product = 10
    for digit in first:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return first + str((11 - product) % 10)


def _french(random_: random.Random) -> str:
    number = f"{random_.choice('12')}{random_.randint(40, 99)}{random_.randint(1, 12):02}{random_.randint(10, 89)}{random_.randint(1, 990):03}{random_.randint(1, 990):03}"
    whole = f"{number}{97 - int(number) % 97:02}"
    return random_.choice((whole, f"{whole[0]} {whole[1:3]} {whole[3:5]} {whole[5:7]} {whole[7:10]} {whole[10:13]} {whole[13:]}"))  # fmt: skip


def _spanish(random_: random.Random) -> str:
    number = drawn("+#######", random_)
    return number + random_.choice(("", "-")) + "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23]


def _italian(random_: random.Random) -> str:
    code = drawn("@@@@@@", random_) + f"{random_.randint(40, 99)}{random_.choice('ABCDEHLMPRST')}{random_.randint(1, 28):02}H501"  # fmt: skip
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    values = (int(char) if char.isdigit() else ord(char) - 65 for char in code)
    return code + chr(65 + sum(odd[value] if at % 2 == 0 else value for at, value in enumerate(values)) % 26)


def _dutch(random_: random.Random) -> str:
    while True:
        number = drawn("+#######", random_)
        check = sum(int(char) * (9 - at) for at, char in enumerate(number)) % 11
        if check < 10:
            return number + str(check)


def _polish(random_: random.Random) -> str:
    number = f"{random_.randint(40, 99)}{random_.randint(1, 12):02}{random_.randint(1, 28):02}{random_.randint(0, 9999):04}"
    return number + str(-sum(int(char) * weight for char, weight in zip(number, (1, 3, 7, 9) * 3, strict=False)) % 10)  # fmt: skip


def _swedish(random_: random.Random) -> str:
    number = f"{random_.randint(40, 99)}{random_.randint(1, 12):02}{random_.randint(1, 28):02}{random_.randint(0, 999):03}"
    whole = f"{number[:6]}-{number[6:]}{_luhn(number)}"
    return random_.choice((whole, "19" + whole))


_IDENTITIES: Mapping[str, tuple[str, Callable[[random.Random], str]]] = {
    "GB": ("National Insurance number", lambda random_: drawn(random_.choice(("AB ## ## ## C", "JG######D")), random_)),
    "US": ("social security number", lambda random_: drawn("52#-+#-###+", random_)),
    "AU": ("tax file number", lambda random_: drawn("+## ### ###", random_)),
    "DE": ("Steuer-ID", _german),
    "FR": ("numéro de sécurité sociale", _french),
    "ES": ("DNI", _spanish),
    "IT": ("codice fiscale", _italian),
    "NL": ("BSN", _dutch),
    "PL": ("PESEL", _polish),
    "SE": ("personnummer", _swedish),
}  # fmt: skip
MAKERS: Mapping[str, Callable[[str, random.Random, Mapping[str, Any]], Value]] = {
    "email": email,
    "phone": phone,
    "address": address,
    "identity": identity,
    "bank": bank,
    "card": card,
    "computer": computer,
    "birth": birth,
    "plate": plate,
}


def looks_alike(region: str, random_: random.Random) -> dict[str, str]:
    """Return what fills the sentences about things that only look private."""
    language = LANGUAGE[region]
    isbn = drawn("978-#-###-#####-", random_)
    check = -sum(int(char) * (1, 3)[at % 2] for at, char in enumerate(isbn.replace("-", ""))) % 10
    mark, point = {"en": (",", "."), "fr": (" ", ","), "sv": (" ", ","), "pl": (" ", ",")}.get(language, (".", ","))  # fmt: skip
    amount = f"{random_.randint(2, 98)}{mark}{random_.randint(100, 999)}{mark}{random_.randint(100, 999)}"
    return {
        "isbn": f"{isbn}{check}",
        "year": str(random_.randint(1901, 2024)),
        "price": random_.choice((f"£{amount}{point}50", f"{amount} €", f"${amount}", f"{amount} kr")),
        "order": drawn(random_.choice(("#######", "####-####-####-###", "+## ### ### ##", "2024-######")), random_),
        "score": drawn(random_.choice(("+:+", "+-+", "2+–1+", "+-+ +-+ +-+")), random_),
        "date": date(language, random_, first=1990, last=2024),
        "version": drawn(random_.choice(("+.#.+.#", "1+.4.+.2", "+.+#.+")), random_),
        "people": f"{random_.randint(2, 98)}{mark}{random_.randint(100, 999)}{mark}{random_.randint(100, 999)}",
        "model": drawn(random_.choice(("X+", "GT ###", "A+-###", "B+##")), random_),
        "small": str(random_.randint(2, 60)),
        "site": random_.choice(("google", "lantern", "tern-bay", "harbour")),
        "nick": handle(random_).strip("@"),
        "number": str(random_.randint(1, 9)),
        "role": random_.choice(("info@lantern.example", "press@council.example", "contact@mairie.example")),
        "x": road(region, random_),
        "name": name(language, random_),
        "handle": handle(random_),
    }  # fmt: skip
