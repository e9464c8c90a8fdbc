"""OpenID Connect: where a provider is asked, and what its answer says (OpenID Connect Core 1.0).

Authorization code flow with PKCE (RFC 7636), state, nonce and the check of RFC 9207.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from civiltongue.domain.identity import OpenIdProvider, Person
from civiltongue.errors import TokenInvalid, Unavailable
from civiltongue.identity.fetching import fetch_json, post_form
from civiltongue.identity.keys import Documents
from civiltongue.identity.tokens import check_issued, read_token, text

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
"""Signatures with public keys; a token signed with a shared secret, or with none, is refused."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What one sign-in must find again in the answer: three random values and where it comes back to."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str


def check_provider(documents: Documents, provider: OpenIdProvider) -> None:
    """Check that a provider answers, and says where to ask and with which keys; raises Unavailable."""
    found = _discovered(documents, provider)
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        _endpoint(found, name)
    documents.document(_endpoint(found, "jwks_uri"))


def authorization_url(documents: Documents, provider: OpenIdProvider, ask: Ask) -> str:
    """Return where the reader signs in; raises Unavailable."""
    challenge = urlsafe_b64encode(sha256(ask.verifier.encode()).digest()).rstrip(b"=").decode()
    query = urlencode(
        {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": ask.redirect_uri,
            "scope": "openid profile email",
            "state": ask.state,
            "nonce": ask.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
    )
    endpoint = _endpoint(_discovered(documents, provider), "authorization_endpoint")
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{query}"


def check_answer_issuer(documents: Documents, provider: OpenIdProvider, issuer: str) -> None:
    """Refuse an answer that says it comes from another provider (RFC 9207); raises TokenInvalid."""
    promised = _discovered(documents, provider).get("authorization_response_iss_parameter_supported") is True
    if (issuer or promised) and issuer != provider.issuer:
        raise TokenInvalid("The answer comes from another provider.", where="issuer", hint="Start again.")


def exchange_code(
    documents: Documents, provider: OpenIdProvider, ask: Ask, code: str, *, now: datetime
) -> Person:
    """Exchange a code for an ID token, and return whom it names.

    Raises TokenInvalid (``where`` says what is wrong in one word) and Unavailable.
    """
    found = _discovered(documents, provider)
    answer = _exchange(found, provider, ask, code)
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise TokenInvalid("The provider does not take the code.", where="code", hint="Start again.")
    keys_url = _endpoint(found, "jwks_uri")
    claims = read_token(token, lambda key_id: documents.keys(keys_url, key_id), algorithms=ALGORITHMS)
    check_issued(claims, issuer=provider.issuer, audience=provider.client_id, now=now)
    _check_party(claims, provider)
    if not hmac.compare_digest(text(claims, "nonce").encode(), ask.nonce.encode()):
        raise TokenInvalid("The token was made for another sign-in.", where="nonce", hint="Start again.")
    access = answer.get("access_token")
    claims = _with_profile(found, claims, access if isinstance(access, str) else "")
    return _person(claims, provider)


def _exchange(found: dict[str, Any], provider: OpenIdProvider, ask: Ask, code: str) -> dict[str, Any]:
    """Show the token endpoint code and verifier, with the secret as the provider prefers it."""
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": ask.redirect_uri,
        "code_verifier": ask.verifier,
    }
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    basic = None
    if provider.client_secret and "client_secret_basic" in methods:
        # RFC 6749, section 2.3.1: both are form-encoded before they are joined.
        basic = quote(provider.client_id, safe=""), quote(provider.client_secret, safe="")
    else:
        fields["client_id"] = provider.client_id
        if provider.client_secret:
            fields["client_secret"] = provider.client_secret
    return post_form(_endpoint(found, "token_endpoint"), fields, basic=basic)


def _with_profile(found: dict[str, Any], claims: dict[str, Any], access: str) -> dict[str, Any]:
    """Add what the provider tells apart from the ID token, where it is about the same person."""
    if not access or "userinfo_endpoint" not in found or ("email" in claims and "name" in claims):
        return claims
    told = fetch_json(_endpoint(found, "userinfo_endpoint"), bearer=access)
    return {**told, **claims} if told.get("sub") == claims.get("sub") else claims


def _person(claims: dict[str, Any], provider: OpenIdProvider) -> Person:
    subject = text(claims, "sub")
    if not subject:
        raise TokenInvalid("The token names nobody.", where="subject")
    trusted = provider.trusts_email and claims.get("email_verified") is True
    return Person(
        issuer=provider.issuer,
        subject=subject,
        name=text(claims, "name") or text(claims, "preferred_username"),
        email=text(claims, "email") if trusted else "",
    )


def _check_party(claims: dict[str, Any], provider: OpenIdProvider) -> None:
    """Refuse a token that was made for another program, too (section 3.1.3.7, points 3 to 5)."""
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    party = claims.get("azp")
    if set(audiences) != {provider.client_id} or (party is not None and party != provider.client_id):
        raise TokenInvalid("The token is meant for another program, too.", where="audience")


def _discovered(documents: Documents, provider: OpenIdProvider) -> dict[str, Any]:
    """Return the provider's own description (OpenID Connect Discovery 1.0); raises Unavailable."""
    url = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    found = documents.document(url)
    if found.get("issuer") != provider.issuer:
        raise Unavailable(
            "The provider calls itself by another name.",
            where=provider.key,
            hint="Write `issuer` exactly as the provider does.",
        )
    return found


def _endpoint(found: dict[str, Any], name: str) -> str:
    endpoint = found.get(name)
    if not isinstance(endpoint, str):
        raise Unavailable("The provider does not say where to ask.", where=name)
    return endpoint
