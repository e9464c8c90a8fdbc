"""How an author's name is shown."""

from civiltongue.wording import FALLBACK, phrase


def shown_name(name: str, *, language: str = FALLBACK) -> str:
    """Return the name, or a wording where an imported author has none."""
    return name or phrase("pages.nameless", language=language)
