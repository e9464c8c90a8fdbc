"""Pages from templates and catalogues, and the headers that keep them safe."""

from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from civiltongue.policyfile.describe import describe_consent
from civiltongue.web.names import shown_name
from civiltongue.wording import FALLBACK, direction, phrase, phrase_count

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "interest-cohort=()",
}


def _when(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


_templates = Environment(
    loader=PackageLoader("civiltongue.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals.update(phrase=phrase, phrase_count=phrase_count)
_templates.filters.update(
    consent_words=describe_consent, named=shown_name, when=_when, iso=lambda moment: moment.isoformat()
)


def render_page(template: str, /, *, language: str = FALLBACK, **values: Any) -> bytes:
    """Return a page as bytes; everything that is not marked as safe HTML is escaped."""
    values.setdefault("asking", None)
    page = _templates.get_template(template).render(
        language=language, direction=direction(language), **values
    )
    return page.encode("utf-8")
