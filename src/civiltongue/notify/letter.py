"""A letter as HTML, made from its text: one template, no pictures, nothing that is loaded from anywhere."""

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from civiltongue.wording import FALLBACK, direction

_templates = Environment(
    loader=PackageLoader("civiltongue.notify", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its lines, or an address of ours that it consists of."""

    lines: tuple[str, ...]
    link: str = ""


def as_html(subject: str, body: str, *, own: str, language: str = FALLBACK) -> str:
    """Return a letter's text as an HTML document with the same words.

    A paragraph that is an address below ``own`` becomes a link, which shows where it leads. Any
    other address stays text: what people wrote makes no links.
    """
    template = _templates.get_template("letter.html")
    found = [_paragraph(part, own) for part in body.split("\n\n") if part.strip()]
    return template.render(
        subject=subject, paragraphs=found, language=language, direction=direction(language)
    )


def _paragraph(part: str, own: str) -> Paragraph:
    lines = tuple(line for line in part.strip("\n").split("\n") if line.strip())
    is_link = bool(own) and len(lines) == 1 and lines[0].startswith(f"{own}/") and " " not in lines[0]
    return Paragraph(lines, lines[0] if is_link else "")
