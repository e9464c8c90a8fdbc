"""Signing in as an embed and its author do together: hand-over, mail, link, redemption."""

import hashlib
import re
from base64 import urlsafe_b64encode
from typing import Any

VERIFIER = "v" * 43
_FORM = re.compile(r'name="form" value="([0-9a-f]+)"')


def challenge_of(verifier: str) -> str:
    """Return the challenge that fits a verifier (RFC 7636, S256)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def form_in(page: str) -> str:
    """Return the form token on a page."""
    match = _FORM.search(page)
    assert match is not None, page
    return match.group(1)


def sign_in(site: Any, name: str, address: str) -> dict[str, Any]:
    """Return the session of an embed whose author signs in by a mailed link."""
    with site.client() as embed, site.browser() as browser:
        begun = embed.post(
            f"/api/v1/sites/{site.name}/handovers", json={"challenge": challenge_of(VERIFIER)}
        ).json()
        page = browser.get(begun["sign_in_url"]).text
        fields = {"form": form_in(page), "site": site.name, "handover": begun["handover"], "email": address}
        browser.post("/sign-in", data=fields).raise_for_status()
        token = site.living.mailbox.link_for(address)
        page = browser.get(f"/sign-in/link/{token}").text
        assert begun["code"] in page
        done = browser.post(f"/sign-in/link/{token}", data={"form": form_in(page), "name": name})
        assert done.status_code == 200, done.text
        redeemed = embed.post(f"/api/v1/handovers/{begun['handover']}/redeem", json={"verifier": VERIFIER})
        assert redeemed.status_code == 200, redeemed.text
        session: dict[str, Any] = redeemed.json()["session"]
        return session
