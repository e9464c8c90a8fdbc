"""Every word that people read, in gettext catalogues: one per language and domain.

A key is ``domain.name``, and its domain names the catalogue: ``statement.held`` stands in
``catalogues/en/statement.po``. Arguments are filled in by name: ``{count}``.
"""

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

import polib

FALLBACK = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def phrase(key: str, /, *, language: str = FALLBACK, **arguments: object) -> str:
    """Return the wording of a key; raises KeyError for a key that no catalogue has."""
    return _lookup(key, language).format(**arguments)


def phrase_count(key: str, count: int, /, *, language: str = FALLBACK, **arguments: object) -> str:
    """Return the wording of a key in the plural form that the count asks for."""
    domain = key.partition(".")[0]
    for candidate in (language, FALLBACK):
        translations = _catalogue(candidate, domain)
        text = translations.ngettext(key, key, count) if translations else key
        if text != key:
            return text.format(count=count, **arguments)
    raise KeyError(key)


def direction(language: str) -> str:
    """Return the writing direction of a language as HTML's ``dir`` takes it."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def phrases(domain: str, language: str = FALLBACK) -> dict[str, str]:
    """Return all singular wordings of a domain by key, the fallback's where one is missing."""
    found: dict[str, str] = {}
    for candidate in (FALLBACK, language):
        for entry in _entries(candidate, domain):
            if entry.msgstr:
                found[entry.msgid] = entry.msgstr
    return found


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue."""
    folder = resources.files(__name__) / "catalogues"
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))


def _lookup(key: str, language: str) -> str:
    domain = key.partition(".")[0]
    for candidate in (language, FALLBACK):
        translations = _catalogue(candidate, domain)
        text = translations.gettext(key) if translations else key
        if text != key:
            return text
    raise KeyError(key)


@cache
def _catalogue(language: str, domain: str) -> gettext.GNUTranslations | None:
    source = _read(language, domain)
    if source is None:
        return None
    return gettext.GNUTranslations(BytesIO(polib.pofile(source).to_binary()))


@cache
def _entries(language: str, domain: str) -> tuple[polib.POEntry, ...]:
    source = _read(language, domain)
    return tuple(polib.pofile(source)) if source is not None else ()


def _read(language: str, domain: str) -> str | None:
    file = resources.files(__name__) / "catalogues" / language / f"{domain}.po"
    return file.read_text(encoding="utf-8") if file.is_file() else None
