"""The one table of URLs."""

import os
from typing import Any

from anyio import CapacityLimiter
from litestar import delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler

from civiltongue.web.api import appeals, claims, comments, identities, moderation, notices, sessions, threads
from civiltongue.web.desk import mail as desk_mail
from civiltongue.web.desk import sign_in as desk_sign_in
from civiltongue.web.desk.places import PLACES
from civiltongue.web.files import get_desk_file, get_embed_file, get_host_file, get_page_file
from civiltongue.web.pages import (
    appeal,
    letters,
    me,
    named,
    openid,
    own,
    rules,
    signing,
    standing,
    texts,
    transparency,
    ways,
    write,
)
from civiltongue.web.pages import notices as notice_pages
from civiltongue.web.pages import threads as thread_pages
from civiltongue.web.perspective import comments as scoring
from civiltongue.web.perspective.batch import post_batch
from civiltongue.web.perspective.discovery import get_discovery
from civiltongue.web.perspective.errors import BATCH
from civiltongue.web.workers import in_thread

_API_SITE = "/api/v1/sites/{site:str}"
_API_COMMENT = "/api/v1/comments/{comment:str}"
_SITE = "/sites/{site:str}"
_THREAD = "/sites/{site:str}/threads/{thread:str}"
_COMMENT = "/comments/{comment:str}"
_PAGE: dict[str, Any] = {"include_in_schema": False}


def routes() -> list[HTTPRouteHandler]:
    """Return every route of the server."""
    return [*_api(), *_perspective(), *_pages(), *_desk(), *_files()]


def _api() -> list[HTTPRouteHandler]:
    return [
        get(f"{_API_SITE}/thread")(in_thread(threads.get_thread)),
        get(f"{_API_SITE}/counts")(in_thread(threads.get_counts)),
        get(f"{_API_SITE}/rules")(in_thread(threads.get_rules)),
        post(f"{_API_SITE}/comments")(in_thread(comments.post_comment)),
        post(f"{_API_SITE}/words", status_code=200)(in_thread(comments.post_words)),
        get(_API_COMMENT)(in_thread(comments.get_permalink)),
        patch(_API_COMMENT)(in_thread(comments.patch_comment)),
        post(f"{_API_COMMENT}/withdraw", status_code=200)(in_thread(comments.post_withdrawal)),
        post(f"{_API_COMMENT}/reports", status_code=202)(in_thread(comments.post_report)),
        post(f"{_API_COMMENT}/vote", status_code=200)(in_thread(comments.post_vote)),
        get("/api/v1/me")(in_thread(comments.get_me)),
        post(f"{_API_SITE}/handovers")(in_thread(sessions.post_handover)),
        post("/api/v1/handovers/{handover:str}/sign-in", status_code=200)(in_thread(sessions.post_word)),
        post("/api/v1/handovers/{handover:str}/redeem", status_code=200)(in_thread(sessions.post_redemption)),
        post(f"{_API_SITE}/readers", status_code=201)(in_thread(sessions.post_reader)),
        post("/api/v1/sessions/refresh", status_code=200)(in_thread(sessions.post_refresh)),
        delete("/api/v1/sessions/current")(in_thread(sessions.delete_session)),
        get(f"{_API_SITE}/queue")(in_thread(moderation.get_queue)),
        get(f"{_API_COMMENT}/review")(in_thread(moderation.get_reviewed)),
        post(f"{_API_COMMENT}/review", status_code=200)(in_thread(moderation.post_review)),
        post(f"{_API_COMMENT}/appeals", status_code=201)(in_thread(appeals.post_appeal)),
        get(f"{_API_SITE}/appeals")(in_thread(appeals.get_appeals)),
        post("/api/v1/appeals/{appeal:str}/remarks", status_code=201)(in_thread(appeals.post_remark)),
        post("/api/v1/appeals/{appeal:str}/decision", status_code=200)(
            in_thread(appeals.post_appeal_decision)
        ),
        get(f"{_API_SITE}/claims")(in_thread(claims.get_claims)),
        post("/api/v1/claims/{claim:str}/decision", status_code=200)(in_thread(claims.post_claim_decision)),
        get(f"{_API_SITE}/notices")(in_thread(notices.get_notices)),
        post("/api/v1/notices/{notice:str}/decision", status_code=200)(
            in_thread(notices.post_notice_decision)
        ),
        post("/api/v1/notices/{notice:str}/appeal/decision", status_code=200)(
            in_thread(notices.post_notice_appeal_decision)
        ),
        put("/api/v1/authors/{author:str}/identity")(in_thread(identities.put_identity)),
        post("/api/v1/authors/{author:str}/identity/look", status_code=200)(
            in_thread(identities.post_identity_look)
        ),
        put("/api/v1/authors/{author:str}/hold", status_code=204)(in_thread(identities.put_hold)),
        delete("/api/v1/authors/{author:str}/hold")(in_thread(identities.delete_hold)),
        delete("/api/v1/authors/{author:str}/identity")(in_thread(identities.delete_identity)),
        put(f"{_API_SITE}/stories")(in_thread(moderation.put_story)),
    ]


def _perspective() -> list[HTTPRouteHandler]:
    """Return Perspective's methods; some clients are told where the version is, others only the host."""
    analyze = ["/v1alpha1/comments:analyze", "/comments:analyze"]
    suggest = ["/v1alpha1/comments:suggestscore", "/comments:suggestscore"]
    # Scoring is work for the processor: more at once is no faster, and would leave no thread to readers.
    busy = CapacityLimiter(os.cpu_count() or 1)
    described = ["/$discovery/rest", "/discovery/v1/apis/commentanalyzer/v1alpha1/rest"]
    return [
        post(analyze, status_code=200, **_PAGE)(in_thread(scoring.post_analyze, limiter=busy)),
        post(suggest, status_code=200, **_PAGE)(in_thread(scoring.post_suggestscore, limiter=busy)),
        post(BATCH, status_code=200, **_PAGE)(in_thread(post_batch, limiter=CapacityLimiter(1))),
        get(described, **_PAGE)(in_thread(get_discovery)),
    ]


def _pages() -> list[HTTPRouteHandler]:
    return [
        get(_THREAD, **_PAGE)(in_thread(thread_pages.get_thread_page)),
        get(f"{_THREAD}/feed.atom", **_PAGE)(in_thread(thread_pages.get_atom_feed)),
        get(f"{_THREAD}/feed.json", **_PAGE)(in_thread(thread_pages.get_json_feed)),
        get(f"{_SITE}/threads", **_PAGE)(in_thread(thread_pages.get_story_page)),
        get(f"{_SITE}/write", **_PAGE)(in_thread(write.get_write)),
        post(f"{_SITE}/write", **_PAGE)(in_thread(write.post_write)),
        get(f"{_SITE}/rules", **_PAGE)(in_thread(rules.get_rules_page)),
        get(f"{_SITE}/rules/{{version:str}}", **_PAGE)(in_thread(rules.get_rules_version)),
        get(f"{_SITE}/terms", **_PAGE)(in_thread(texts.get_terms)),
        get(f"{_SITE}/terms/{{version:str}}", **_PAGE)(in_thread(texts.get_terms_version)),
        get(f"{_SITE}/privacy", **_PAGE)(in_thread(texts.get_privacy)),
        get(f"{_SITE}/privacy/{{version:str}}", **_PAGE)(in_thread(texts.get_privacy_version)),
        get(f"{_SITE}/transparency", **_PAGE)(in_thread(transparency.get_transparency)),
        get(f"{_SITE}/transparency/{{period:str}}", **_PAGE)(in_thread(transparency.get_period)),
        get(f"{_SITE}/standing", **_PAGE)(in_thread(standing.get_standing)),
        post(f"{_SITE}/standing", **_PAGE)(in_thread(standing.post_standing)),
        get(f"{_SITE}/me/sign-in", **_PAGE)(in_thread(ways.get_ways)),
        post(f"{_SITE}/me/sign-in", **_PAGE)(in_thread(ways.post_ways)),
        get(f"{_SITE}/me", **_PAGE)(in_thread(me.get_me)),
        post(f"{_SITE}/me", **_PAGE)(in_thread(me.post_me)),
        get(f"{_SITE}/me/data", **_PAGE)(in_thread(me.get_data)),
        get(_COMMENT, **_PAGE)(in_thread(thread_pages.get_comment_page)),
        get(f"{_COMMENT}/mine", **_PAGE)(in_thread(own.get_mine)),
        post(f"{_COMMENT}/mine", **_PAGE)(in_thread(own.post_mine)),
        get(f"{_COMMENT}/notice", **_PAGE)(in_thread(notice_pages.get_notice_form)),
        post(f"{_COMMENT}/notice", **_PAGE)(in_thread(notice_pages.post_notice_form)),
        get("/notices/{token:str}", **_PAGE)(in_thread(notice_pages.get_notice)),
        post("/notices/{token:str}", **_PAGE)(in_thread(notice_pages.post_notice_appeal)),
        get("/notices/answer/{token:str}", **_PAGE)(in_thread(notice_pages.get_asked)),
        post("/notices/answer/{token:str}", **_PAGE)(in_thread(notice_pages.post_asked)),
        get(f"{_COMMENT}/report", **_PAGE)(in_thread(own.get_report)),
        post(f"{_COMMENT}/report", **_PAGE)(in_thread(own.post_report_form)),
        get(f"{_COMMENT}/recommend", **_PAGE)(in_thread(own.get_recommend)),
        post(f"{_COMMENT}/recommend", **_PAGE)(in_thread(own.post_recommend)),
        get("/appeal/{token:str}", **_PAGE)(in_thread(appeal.get_appeal)),
        post("/appeal/{token:str}", **_PAGE)(in_thread(appeal.post_appeal_link)),
        get(f"{_SITE}/named", **_PAGE)(in_thread(named.get_named)),
        post(f"{_SITE}/named", status_code=200, **_PAGE)(in_thread(named.post_named)),
        get("/inquiries/{token:str}", **_PAGE)(in_thread(named.get_inquiry)),
        post("/inquiries/{token:str}", **_PAGE)(in_thread(named.post_inquiry)),
        get("/letters/{token:str}", **_PAGE)(in_thread(letters.get_letters)),
        post("/letters/{token:str}", status_code=200, **_PAGE)(in_thread(letters.post_letters)),
        get("/sign-in", **_PAGE)(in_thread(signing.get_sign_in)),
        post("/sign-in", status_code=200, **_PAGE)(in_thread(signing.post_sign_in)),
        post("/sign-in/passkey", status_code=200, **_PAGE)(in_thread(signing.post_passkey)),
        post("/sign-in/continue", status_code=200, **_PAGE)(in_thread(signing.post_continue)),
        get("/sign-in/link/{token:str}", **_PAGE)(in_thread(signing.get_link)),
        post("/sign-in/link/{token:str}", status_code=200, **_PAGE)(in_thread(signing.post_link)),
        post("/sign-in/openid/{provider:str}", status_code=200, **_PAGE)(in_thread(openid.post_openid)),
        get("/sign-in/openid/{provider:str}", **_PAGE)(in_thread(openid.get_openid)),
        post("/sign-in/welcome", status_code=200, **_PAGE)(in_thread(openid.post_welcome)),
        get("/sign-in/reader/{token:str}", **_PAGE)(in_thread(signing.get_reader)),
        post("/sign-in/reader/{token:str}", **_PAGE)(in_thread(signing.post_reader)),
        post("/sign-out", **_PAGE)(in_thread(signing.post_sign_out)),
    ]


def _desk() -> list[HTTPRouteHandler]:
    methods = {"GET": get, "POST": post}
    return [
        get("/desk", **_PAGE)(in_thread(desk_sign_in.get_desk)),
        get("/desk/sign-in", **_PAGE)(in_thread(desk_sign_in.get_sign_in)),
        post("/desk/sign-in", status_code=200, **_PAGE)(in_thread(desk_sign_in.post_sign_in)),
        post("/desk/sign-in/link", status_code=200, **_PAGE)(in_thread(desk_sign_in.post_wish)),
        get("/desk/sign-in/link/{token:str}", **_PAGE)(in_thread(desk_sign_in.get_link)),
        post("/desk/sign-in/link/{token:str}", status_code=200, **_PAGE)(in_thread(desk_sign_in.post_link)),
        get("/desk/decide/{token:str}", **_PAGE)(in_thread(desk_mail.get_decision)),
        post("/desk/decide/{token:str}", status_code=200, **_PAGE)(in_thread(desk_mail.post_decision)),
        post("/desk/sign-out", **_PAGE)(in_thread(desk_sign_in.post_sign_out)),
        *(
            methods[place.method](f"/desk/{{site:str}}{place.path}", status_code=200, **_PAGE)(
                in_thread(place.handler)
            )
            for place in PLACES
        ),
    ]


def _files() -> list[HTTPRouteHandler]:
    return [
        get("/embed/{name:str}", **_PAGE)(in_thread(get_embed_file)),
        get("/host/{name:str}", **_PAGE)(in_thread(get_host_file)),
        get("/static/{name:str}", **_PAGE)(in_thread(get_page_file)),
        get("/static/desk/{name:str}", **_PAGE)(in_thread(get_desk_file)),
    ]
