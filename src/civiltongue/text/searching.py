"""What is searched for in comments: words in one form, in every script, and what somebody types as a search."""

import re
import unicodedata
from dataclasses import dataclass

from civiltongue.text.words import word_spans

MOST_TERMS = 12
"""How many words and phrases of a search are looked for; more are left out."""
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several in a row, in the form of :func:`searched_words`; ``begins`` says that the last may go on."""

    words: tuple[str, ...]
    begins: bool = False


def searched_words(text: str) -> str:
    """Return the words of a text, parted by spaces: in lower case, without accents, each script's words apart.

    Words are those of :func:`civiltongue.text.words.word_spans`, so that Chinese, Japanese and Thai
    are found by words, too; what joins the halves of one word parts them here.
    """
    found = " ".join(text[span.start : span.end] for span in word_spans(text))
    plain = unicodedata.normalize("NFKD", found.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_parted(unicodedata.normalize("NFC", bare)))


def search_terms(typed: str) -> tuple[Term, ...]:
    """Return what a typed search asks for; a comment is found that has all of it.

    Words in quotation marks stand in a row; a word that ends with a star may go on.
    """
    terms = []
    for phrase, word in _TERM.findall(typed):
        words = tuple(searched_words(phrase or word).split())
        if words:
            terms.append(Term(words, begins=not phrase and word.endswith("*")))
    return tuple(terms[:MOST_TERMS])


def _parted(text: str) -> list[str]:
    """Part words at what is neither letter, digit nor mark; to Python, not every mark is of a word."""
    if text.isascii():
        return [word for word in _NO_WORD.split(text) if word]
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text)
    return kept.split()
