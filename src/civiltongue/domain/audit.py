"""The events of the audit log, each ``noun:verb``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class Event(StrEnum):
    """Name everything that the audit log records."""

    SITE_ADD = "site:add"
    SITE_CHANGE = "site:change"
    API_KEY_ADD = "api-key:add"
    API_KEY_REVOKE = "api-key:revoke"
    MODERATOR_ADD = "moderator:add"
    MODERATOR_REMOVE = "moderator:remove"
    MODERATOR_ROLE = "moderator:role"
    MODERATOR_SIGN_IN = "moderator:sign-in"
    POLICY_ADOPT = "policy:adopt"
    RULE_REVERT = "rule:revert"
    BRAKE_PULL = "brake:pull"
    BRAKE_RELEASE = "brake:release"
    TEXT_ADOPT = "text:adopt"
    THREAD_CHANGE = "thread:change"
    THREAD_CLOSE = "thread:close"
    AUTHOR_SIGN_IN = "author:sign-in"
    AUTHOR_NAME = "author:name"
    AUTHOR_STAFF = "author:staff"
    AUTHOR_ERASE = "author:erase"
    AUTHOR_LETTERS = "author:letters"
    AUTHOR_SANCTION = "author:sanction"
    SANCTION_LIFT = "sanction:lift"
    WARNING_ACKNOWLEDGE = "warning:acknowledge"
    VIOLATION_ENTER = "violation:enter"
    VIOLATION_VOID = "violation:void"
    COMMENT_SUBMIT = "comment:submit"
    COMMENT_EDIT = "comment:edit"
    COMMENT_WITHDRAW = "comment:withdraw"
    COMMENT_REPORT = "comment:report"
    COMMENT_HOLD = "comment:hold"
    COMMENT_REVIEW = "comment:review"
    COMMENT_UNDO = "comment:undo"
    COMMENT_MASK = "comment:mask"
    COMMENT_FEATURE = "comment:feature"
    COMMENT_REVERT = "comment:revert"
    COMMENT_ADVISE = "comment:advise"
    APPEAL_FILE = "appeal:file"
    APPEAL_REMARK = "appeal:remark"
    APPEAL_DECIDE = "appeal:decide"
    IDENTITY_WITHHOLD = "identity:withhold"
    IDENTITY_SEE = "identity:see"
    IDENTITY_REFUSE = "identity:refuse"
    IDENTITY_RELEASE = "identity:release"
    NOTICE_GIVE = "notice:give"
    NOTICE_ANSWER = "notice:answer"
    NOTICE_DECIDE = "notice:decide"
    NOTICE_APPEAL = "notice:appeal"
    NOTICE_APPEAL_DECIDE = "notice:appeal-decide"
    INQUIRY_ASK = "inquiry:ask"
    INQUIRY_CONFIRM = "inquiry:confirm"
    INQUIRY_SEARCH = "inquiry:search"
    INQUIRY_DECIDE = "inquiry:decide"
    HOLD_IMPOSE = "hold:impose"
    HOLD_LIFT = "hold:lift"
    HOLD_REFUSE = "hold:refuse"
    MODERATOR_RIGHTS = "moderator:rights"
    NOTE_ADD = "note:add"
    CLAIM_FILE = "claim:file"
    CLAIM_DECIDE = "claim:decide"
    ARCHIVE_IMPORT = "archive:import"
    SESSION_REVOKE = "session:revoke"
    SIGN_IN_REFUSE = "sign-in:refuse"
    IDENTITY_BIND = "identity:bind"
    IDENTITY_REMOVE = "identity:remove"
    PASSKEY_ADD = "passkey:add"
    PASSKEY_REMOVE = "passkey:remove"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log: ids and enumerations only, never a text or a name.

    ``actor`` is ``engine``, ``operator`` (the command line), ``publisher`` (its token), ``author:<id>``
    or ``moderator:<id>``; whoever had themselves erased is ``author`` alone, and whoever gave a legal
    notice ``notice``.
    """

    event: Event
    actor: str
    subject: str
    at: datetime
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
