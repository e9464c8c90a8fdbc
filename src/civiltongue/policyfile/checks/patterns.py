"""Every pattern is a regular expression that RE2 takes and that matches something."""

from collections.abc import Iterator

import re2

from civiltongue.policyfile.document import Document, scalar
from civiltongue.policyfile.problems import Problem

_SYNTAX = "The syntax is RE2's: no look-around and no back-references. Put the pattern in single quotes."


def patterns_compile(document: Document) -> Iterator[Problem]:
    """Yield a problem for each pattern that cannot be used."""
    options = re2.Options()
    options.log_errors = False
    for rule in document.rules:
        pattern = scalar(rule, "pattern")
        if pattern is None:
            continue
        try:
            compiled = re2.compile(pattern.value, options)
        except re2.error as error:
            yield Problem(pattern.place, f"the pattern cannot be read: {_complaint(error)}", _SYNTAX)
            continue
        if compiled.fullmatch("") is not None:
            yield Problem(
                pattern.place,
                "the pattern matches an empty text, and so every comment",
                "Let it ask for at least one letter: + instead of *.",
            )


def _complaint(error: Exception) -> str:
    complaint = error.args[0] if error.args else error
    return complaint.decode("utf-8", "replace") if isinstance(complaint, bytes) else str(complaint)
