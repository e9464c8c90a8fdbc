"""Errors as Perspective's clients know them: Google's shape, its words, and the API's own details."""

from collections.abc import Sequence
from typing import Any

BATCH = "/batch"
"""Where several calls are sent in one request."""

STATUS_WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    408: "DEADLINE_EXCEEDED",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
}
"""Google's word for each HTTP status."""

_OF_ANALYZER = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
_OF_GOOGLE = "type.googleapis.com/google.rpc.ErrorInfo"


class Refusal(Exception):
    """Refuse a request with a status, a message and the details that clients read."""

    def __init__(self, message: str, *, status: int = 400, details: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.details = list(details)
        self.headers: dict[str, str] = {}

    @property
    def body(self) -> dict[str, Any]:
        """Return the body that tells it."""
        return error_body(self.status, self.message, self.details)


def is_perspective(path: str) -> bool:
    """Say whether a path is one of Perspective's, so that what goes wrong there is told in its shape."""
    return path == BATCH or path.startswith(("/v1alpha1/", "/comments:", "/$discovery/", "/discovery/"))


def error_body(status: int, message: str, details: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return the body of an error answer."""
    word = STATUS_WORDS.get(status, "INTERNAL" if status >= 500 else "INVALID_ARGUMENT")
    error: dict[str, Any] = {"code": status, "message": message, "status": word}
    if details:
        error["details"] = list(details)
    return {"error": error}


def invalid(message: str) -> Refusal:
    """Return the refusal of a request of another form than it must have."""
    return _analyzer("INVALID_REQUEST", message)


def comment_empty() -> Refusal:
    """Return the refusal of a request without a text."""
    return _analyzer("COMMENT_EMPTY", "Comment must be non-empty.")


def comment_too_long() -> Refusal:
    """Return the refusal of a text over the limit."""
    return _analyzer("COMMENT_TOO_LONG", "Comment text too long.")


def no_attributes() -> Refusal:
    """Return the refusal of a request that asks for no score."""
    return _analyzer("NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes")


def unknown_attribute(name: str) -> Refusal:
    """Return the refusal of an attribute that Perspective never had."""
    return invalid(f"Unknown requested attribute: {name}")


def language_not_detected() -> Refusal:
    """Return the refusal of a text whose language cannot be told."""
    return _analyzer("LANGUAGE_DETECTION_FAILED", "Unable to detect language")


def language_not_supported(attribute: str, *, requested: Sequence[str], detected: Sequence[str]) -> Refusal:
    """Return the refusal of an attribute in languages that it is not served in."""
    languages = (
        {"requestedLanguages": list(requested)} if requested else {"detectedLanguages": list(detected)}
    )
    return _analyzer(
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        f"Attribute {attribute} does not support request languages: {', '.join(requested or detected)}",
        languageNotSupportedByAttributeError={**languages, "attribute": attribute},
    )


def key_missing() -> Refusal:
    """Return the refusal of a request without a key."""
    return Refusal("The request is missing a valid API key.", status=403)


def key_not_valid(service: str) -> Refusal:
    """Return the refusal of a key that nobody has, or that was revoked."""
    detail = {
        "@type": _OF_GOOGLE,
        "reason": "API_KEY_INVALID",
        "domain": "googleapis.com",
        "metadata": {"service": service},
    }
    return Refusal("API key not valid. Please pass a valid API key.", details=[detail])


def origin_blocked(origin: str, service: str) -> Refusal:
    """Return the refusal of a page whose origin the key's site does not list."""
    detail = {
        "@type": _OF_GOOGLE,
        "reason": "API_KEY_HTTP_REFERRER_BLOCKED",
        "domain": "googleapis.com",
        "metadata": {"service": service},
    }
    return Refusal(f"Requests from referer {origin[:200]} are blocked.", status=403, details=[detail])


def quota_exceeded(name: str, *, per_minute: int, service: str, wait: int) -> Refusal:
    """Return the refusal of a key that asked more often than its quota says; ``wait`` is in seconds."""
    detail = {
        "@type": _OF_GOOGLE,
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {"service": service, "consumer": name, "quota_limit_value": str(per_minute)},
    }
    message = (
        "Quota exceeded for quota metric 'Analyze requests' and limit 'Analyze requests per minute' "
        f"of service '{service}' for consumer '{name}'."
    )
    refusal = Refusal(message, status=429, details=[detail])
    refusal.headers["Retry-After"] = str(wait)
    return refusal


def _analyzer(error_type: str, message: str, **more: Any) -> Refusal:
    return Refusal(message, details=[{"@type": _OF_ANALYZER, "errorType": error_type, **more}])
