"""Every term holds a letter or a digit, and stands there once."""

from collections.abc import Iterator

from civiltongue.policyfile.document import Document, texts
from civiltongue.policyfile.problems import Place, Problem


def terms_say_something(document: Document) -> Iterator[Problem]:
    """Yield a problem for each term that could not be found, or that is given twice."""
    for rule in document.rules:
        for key in ("terms", "except"):
            seen: dict[str, Place] = {}
            for term in texts(rule, key):
                folded = " ".join(term.value.casefold().split())
                if folded and not any(sign.isalnum() for sign in folded):
                    yield Problem(
                        term.place,
                        f'"{term.value}" holds no letter and no digit',
                        "Terms are words and phrases; use `pattern` for signs.",
                    )
                elif folded in seen:
                    yield Problem(
                        term.place,
                        f'"{term.value}" is given twice',
                        f"It is first in line {seen[folded].line}; case does not matter. Keep one.",
                    )
                seen.setdefault(folded, term.place)
