"""Every error that Civil Tongue raises on purpose, each with a stable string code.

::

    CivilTongueError
    ├── BadInput              bad-input            what was sent cannot be read
    │   ├── TextEmpty         text-empty           nothing that a reader would see
    │   ├── TextTooLarge      text-too-large       more than the body limit
    │   ├── UnreadableText    unreadable-text      lone surrogates, NUL and their likes
    │   └── ConsentMissing    consent-missing      the rules in force were not agreed to
    ├── PolicyInvalid         policy-invalid       the house-rules file has problems
    ├── ArchiveInvalid        archive-invalid      an export of another system cannot be read
    ├── NotSignedIn           not-signed-in        the request carries no valid session
    ├── NotPermitted          not-permitted        the session may not do this
    │   ├── OriginRefused     origin-refused       the page's origin is not the site's
    │   ├── AuthorSuspended   author-suspended     a sanction is in force
    │   ├── WarningUnread     warning-unread       a warning is to be acknowledged first
    │   └── TokenInvalid      token-invalid        a signed token is wrong, used or expired
    ├── NotFound              not-found            there is no such thing on this site
    ├── Conflict              conflict             somebody else was first, or it changed meanwhile
    │   ├── NameTaken         name-taken           another author has this name or a look-alike
    │   ├── ThreadClosed      thread-closed        the thread takes no more comments
    │   ├── EditWindowOver    edit-window-over     too late to edit
    │   └── IdempotencyReused idempotency-reused   the key was used for another request
    ├── TooManyRequests       too-many-requests    a bucket is empty; says when to come back
    │   └── SlowMode          slow-mode            comments of one author on this story keep a distance
    ├── SetupInvalid          setup-invalid        settings, database or files are not as they must be
    └── Unavailable           unavailable          a part that is needed does not answer
"""

from typing import ClassVar


class CivilTongueError(Exception):
    """Say what is wrong, where, and what to do about it.

    ``where`` names the field, file or line; ``hint`` says what to do. Both may be empty.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        located = f"{self.where}: {self.message}" if self.where else self.message
        return f"{located} {self.hint}".rstrip()


class BadInput(CivilTongueError):
    """Refuse what cannot be read as the request that it should be."""

    code = "bad-input"


class TextEmpty(BadInput):
    """Refuse a comment in which a reader would see nothing."""

    code = "text-empty"


class TextTooLarge(BadInput):
    """Refuse a body over the size limit, before it is parsed."""

    code = "text-too-large"


class UnreadableText(BadInput):
    """Refuse text that is not Unicode scalar values, or holds NUL."""

    code = "unreadable-text"


class ConsentMissing(BadInput):
    """Refuse a comment whose author has not agreed to the rules in force."""

    code = "consent-missing"


class PolicyInvalid(CivilTongueError):
    """Refuse a house-rules file; the message lists every problem in it."""

    code = "policy-invalid"


class ArchiveInvalid(CivilTongueError):
    """Refuse an export of another system that cannot be read; nothing of it is imported."""

    code = "archive-invalid"


class NotSignedIn(CivilTongueError):
    """Ask for a session: none was sent, or it has ended."""

    code = "not-signed-in"


class NotPermitted(CivilTongueError):
    """Refuse what this session has no right to."""

    code = "not-permitted"


class OriginRefused(NotPermitted):
    """Refuse a page whose origin the site does not list."""

    code = "origin-refused"


class AuthorSuspended(NotPermitted):
    """Refuse an author under a suspension or a ban, with its reason and its end."""

    code = "author-suspended"


class WarningUnread(NotPermitted):
    """Refuse a comment until its author has acknowledged a warning; the hint leads to it."""

    code = "warning-unread"


class TokenInvalid(NotPermitted):
    """Refuse a signed token that is wrong, expired or already used."""

    code = "token-invalid"


class NotFound(CivilTongueError):
    """Say that there is no such thing on this site."""

    code = "not-found"


class Conflict(CivilTongueError):
    """Refuse what somebody else did first, or what changed meanwhile."""

    code = "conflict"


class NameTaken(Conflict):
    """Refuse a name that another author of the site has, or one that reads the same."""

    code = "name-taken"


class ThreadClosed(Conflict):
    """Refuse a comment to a thread that takes no more."""

    code = "thread-closed"


class EditWindowOver(Conflict):
    """Refuse an edit after the policy's time for edits."""

    code = "edit-window-over"


class IdempotencyReused(Conflict):
    """Refuse an idempotency key that came before with another request."""

    code = "idempotency-reused"


class TooManyRequests(CivilTongueError):
    """Ask to come back later; ``retry_after`` is in whole seconds."""

    code = "too-many-requests"

    def __init__(self, message: str, *, retry_after: int, where: str = "", hint: str = "") -> None:
        super().__init__(message, where=where, hint=hint)
        self.retry_after = retry_after


class SlowMode(TooManyRequests):
    """Refuse a comment that comes too soon after its author's last one on the story."""

    code = "slow-mode"


class SetupInvalid(CivilTongueError):
    """Refuse to start: settings, database or files are not as they must be."""

    code = "setup-invalid"


class Unavailable(CivilTongueError):
    """Say that a needed part does not answer; trying again later may help."""

    code = "unavailable"
