"""The one table of the desk's pages and forms: where each is, and which move it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from civiltongue.domain.moderation import Move
from civiltongue.web.desk import (
    appeals,
    audit_log,
    authors,
    calibrating,
    claims,
    inquiries,
    item,
    mail,
    moderators,
    notices,
    people,
    policy,
    queue,
    replays,
    reverts,
    search,
    statistics,
    stories,
    workshop,
)


@dataclass(frozen=True, slots=True)
class Place:
    """One route behind ``/desk/{site:str}``; its handler asks with the same move."""

    method: str
    path: str
    handler: Callable[..., Any]
    move: Move


PLACES = (
    Place("GET", "", queue.get_overview, Move.READ_QUEUE),
    Place("GET", "/queue", queue.get_queue, Move.READ_QUEUE),
    Place("GET", "/queue/state", queue.get_state, Move.READ_QUEUE),
    Place("POST", "/queue", queue.post_decisions, Move.DECIDE),
    Place("POST", "/undo", item.post_undo, Move.DECIDE),
    Place("POST", "/leave", queue.post_leave, Move.READ_QUEUE),
    Place("GET", "/next", item.get_next, Move.READ_QUEUE),
    Place("GET", "/comments/{comment:str}", item.get_item, Move.READ_QUEUE),
    Place("GET", "/comments/{comment:str}/thread", item.get_thread, Move.READ_QUEUE),
    Place("POST", "/comments/{comment:str}/decide", item.post_decision, Move.DECIDE),
    Place("POST", "/comments/{comment:str}/mask", item.post_mask, Move.MASK),
    Place("POST", "/comments/{comment:str}/note", item.post_note, Move.NOTE),
    Place("POST", "/comments/{comment:str}/feature", item.post_feature, Move.FEATURE),
    Place("POST", "/comments/{comment:str}/lock", item.post_lock, Move.LOCK_THREAD),
    Place("POST", "/comments/{comment:str}/warn", people.post_warning, Move.WARN),
    Place("POST", "/comments/{comment:str}/suspend", people.post_suspension, Move.SUSPEND),
    Place("POST", "/comments/{comment:str}/ban", people.post_ban, Move.BAN),
    Place("POST", "/comments/{comment:str}/strike", people.post_strike, Move.WITHDRAW_STRIKE),
    Place("GET", "/search", search.get_search, Move.SEARCH),
    Place("GET", "/stories", stories.get_stories, Move.READ_STORY),
    Place("GET", "/stories/{thread:str}", stories.get_story, Move.READ_STORY),
    Place("POST", "/stories/{thread:str}", stories.post_story, Move.STORY_SETTINGS),
    Place("GET", "/authors", authors.get_authors, Move.READ_AUTHOR),
    Place("GET", "/authors/{author:str}", authors.get_author, Move.READ_AUTHOR),
    Place("POST", "/authors/{author:str}/warning", authors.post_warning, Move.WARN),
    Place("POST", "/authors/{author:str}/suspension", authors.post_suspension, Move.SUSPEND),
    Place("POST", "/authors/{author:str}/ban", authors.post_ban, Move.BAN),
    Place("POST", "/authors/{author:str}/lift", authors.post_lift, Move.LIFT_SANCTION),
    Place("POST", "/authors/{author:str}/abuse", authors.post_abuse, Move.CONFIRM_ABUSE),
    Place("POST", "/authors/{author:str}/note", authors.post_note, Move.NOTE),
    Place("GET", "/appeals", appeals.get_appeals, Move.READ_APPEALS),
    Place("GET", "/appeals/{appeal:str}", appeals.get_appeal, Move.READ_APPEALS),
    Place("POST", "/appeals/{appeal:str}", appeals.post_appeal, Move.DECIDE_APPEAL),
    Place("POST", "/appeals/{appeal:str}/ask", appeals.post_question, Move.DECIDE_APPEAL),
    Place("GET", "/notices", notices.get_notices, Move.READ_NOTICES),
    Place("GET", "/notices/{notice:str}", notices.get_notice, Move.READ_NOTICES),
    Place("POST", "/notices/{notice:str}", notices.post_notice, Move.DECIDE_NOTICE),
    Place("POST", "/notices/{notice:str}/appeal", notices.post_appeal, Move.DECIDE_APPEAL),
    Place("GET", "/claims", claims.get_claims, Move.DECIDE_CLAIM),
    Place("POST", "/claims/{claim:str}", claims.post_claim, Move.DECIDE_CLAIM),
    Place("GET", "/inquiries", inquiries.get_inquiries, Move.ANSWER_INQUIRY),
    Place("GET", "/inquiries/{inquiry:str}", inquiries.get_inquiry, Move.ANSWER_INQUIRY),
    Place("POST", "/inquiries/{inquiry:str}/search", inquiries.post_search, Move.ANSWER_INQUIRY),
    Place("POST", "/inquiries/{inquiry:str}", inquiries.post_inquiry, Move.ANSWER_INQUIRY),
    Place("GET", "/statistics", statistics.get_statistics, Move.STATISTICS),
    Place("GET", "/audit", audit_log.get_audit, Move.READ_AUDIT),
    Place("GET", "/audit/export", audit_log.get_export, Move.EXPORT_AUDIT),
    Place("GET", "/mail", mail.get_mail, Move.READ_QUEUE),
    Place("POST", "/mail", mail.post_mail, Move.READ_QUEUE),
    Place("GET", "/people", moderators.get_people, Move.PEOPLE),
    Place("POST", "/people", moderators.post_people, Move.PEOPLE),
    Place("POST", "/people/{moderator:str}", moderators.post_person, Move.PEOPLE),
    Place("POST", "/people/{moderator:str}/remove", moderators.post_dismissal, Move.PEOPLE),
    Place("GET", "/policy", policy.get_policy, Move.READ_POLICY),
    Place("GET", "/policy/versions/{version:str}", policy.get_version, Move.READ_POLICY),
    Place("POST", "/policy/roll-back", policy.post_roll_back, Move.POLICY_ADOPT),
    Place("POST", "/policy/brake", policy.post_brake, Move.POLICY_ADOPT),
    Place("GET", "/policy/edit", workshop.get_edit, Move.POLICY_TRY),
    Place("POST", "/policy/edit", workshop.post_check, Move.POLICY_TRY),
    Place("POST", "/policy/problems", workshop.post_problems, Move.POLICY_TRY),
    Place("POST", "/policy/adopt", workshop.post_adopt, Move.POLICY_ADOPT),
    Place("POST", "/policy/replays", replays.post_replay, Move.POLICY_TRY),
    Place("GET", "/policy/replays/{replay:str}", replays.get_replay_page, Move.POLICY_TRY),
    Place("GET", "/policy/replays/{replay:str}/state", replays.get_state, Move.POLICY_TRY),
    Place("POST", "/policy/replays/{replay:str}/stop", replays.post_stop, Move.POLICY_TRY),
    Place("GET", "/policy/calibrate", calibrating.get_calibrate, Move.POLICY_TRY),
    Place("POST", "/policy/calibrate", calibrating.post_calibrate, Move.POLICY_TRY),
    Place("GET", "/policy/revert", reverts.get_revert, Move.POLICY_REVERT),
    Place("POST", "/policy/revert", reverts.post_revert, Move.POLICY_REVERT),
    Place("GET", "/policy/advice", reverts.get_advice, Move.DECIDE),
    Place("POST", "/policy/advice", reverts.post_advice, Move.DECIDE),
)
