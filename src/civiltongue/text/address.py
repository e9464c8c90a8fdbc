"""Which addresses mean the same story."""

import re
from urllib.parse import SplitResult, urlsplit

from civiltongue.errors import BadInput

_SCHEMES = ("http", "https")
_DEFAULT_PORTS = (80, 443)
_TRACKING = re.compile(
    r"(?:utm|pk|mtm|hsa)_.*"
    r"|dclid|fbclid|gad_source|gbraid|gclid|gclsrc|igsh|igshid|li_fat_id|mc_cid|mc_eid|mkt_tok|msclkid"
    r"|srsltid|ttclid|twclid|wbraid|yclid|_ga|_gl|_hsenc|_hsmi|__hsfp|__hssc|__hstc"
    r"|fb_action_ids|fb_action_types|fb_ref|fb_source|oly_anon_id|oly_enc_id|vero_id",
    re.IGNORECASE,
)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_ESCAPED_TWICE = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
_UNESCAPED = re.compile(r"[^!-~]|[\"<>`{}|^]|%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def story_key(identifier: str, url: str) -> str:
    """Return what a thread is known by on its site: the publisher's identifier, else its address.

    An identifier that is itself a web address is folded like one, since other systems take the
    page's address for it where the publisher sets none. Raises BadInput when neither can be used.
    """
    named = identifier.strip()
    if not named:
        return canonical_url(url)
    if not named.lower().startswith(("http://", "https://")):
        return named
    try:
        return canonical_url(named)
    except BadInput:
        return named


def canonical_url(url: str) -> str:
    """Return the one form of all addresses that lead to the same page; folding twice changes nothing.

    Folded are the scheme, the case of the host and its default port, a sign-in, the fragment,
    trailing slashes, tracking parameters, and the ways to escape a character (RFC 3986, section
    6.2.2), also where an address was escaped twice. Raises BadInput for what is no web address.
    """
    parts = _web_address(url)
    host, port = _host(parts, url), _port(parts, url)
    path = _escape(parts.path).rstrip("/")
    parameters = _escape(parts.query).split("&")
    query = "&".join(part for part in parameters if part and not _tracks(part))
    return f"https://{host}{port}{path}?{query}" if query else f"https://{host}{port}{path}"


def _web_address(url: str) -> SplitResult:
    trimmed = url.strip()
    try:
        parts = urlsplit(trimmed)
    except ValueError as error:
        raise _refusal(url) from error
    if parts.scheme not in _SCHEMES or not parts.hostname or _UNFIT.search(parts.netloc):
        raise _refusal(url)
    return parts


def _host(parts: SplitResult, url: str) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _refusal(url) from error
    if ":" in host:
        host = f"[{host}]"
    if not _HOST.fullmatch(host):
        raise _refusal(url)
    return host


def _port(parts: SplitResult, url: str) -> str:
    try:
        port = parts.port
    except ValueError as error:
        raise _refusal(url) from error
    return "" if port is None or port in _DEFAULT_PORTS else f":{port}"


def _tracks(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter.partition("=")[0]) is not None


def _escape(text: str) -> str:
    before = None
    while text != before:
        before = text
        text = _UNESCAPED.sub(_escape_one, _ESCAPED_TWICE.sub("%", text))
        text = _ESCAPED.sub(_fold_escape, text)
    return text


def _escape_one(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "surrogatepass"))


def _fold_escape(found: re.Match[str]) -> str:
    character = chr(int(found.group(1), 16))
    return character if character in _UNRESERVED else found.group().upper()


def _refusal(url: str) -> BadInput:
    return BadInput(
        f"{url[:200]!r} is not a web address.",
        where="url",
        hint="It must start with http:// or https:// and name a host.",
    )
