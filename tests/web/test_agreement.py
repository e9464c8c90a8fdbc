"""Rules, terms and privacy policy stand at addresses that stay; what is new is asked about with the old code."""

import re

import httpx

from civiltongue.domain.agreement import TextKind
from civiltongue.operations.adopt_text import adopt_text
from civiltongue.policyfile import default
from tests.living import Living, LivingSite

TEXT = "The tide tables should hang where the ferry leaves."


def adopt(site: LivingSite, kind: TextKind, source: str) -> str:
    return adopt_text(site.living.house, site.site, kind, source, by="operator")


def a_page(client: httpx.Client, site: LivingSite) -> dict[str, str]:
    found = client.get(f"/api/v1/sites/{site.name}/thread", params={"id": "harbour-lamps"}).json()
    return dict(found["site"])


def test_an_embed_is_refused_as_at_the_first_consent_and_goes_on_with_what_it_is_told(living: Living) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Mara Quill")) as client:
        before = a_page(client, site)
        version = adopt(site, TextKind.TERMS, "# Terms\n\nMind the others.")
        refused = client.post(
            f"/api/v1/sites/{site.name}/comments", json=site.a_comment(TEXT, consent=before["policy"])
        )
        after = a_page(client, site)
        taken = client.post(
            f"/api/v1/sites/{site.name}/comments", json=site.a_comment(TEXT, consent=after["policy"])
        )

    assert before["policy"] == "1"
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "consent-missing"
    assert after["policy"] == f"1~terms-{version}"
    assert after["terms_url"] == f"{living.base_url}/sites/{site.name}/terms/{version}"
    assert taken.status_code == 201


def test_every_version_of_a_text_stays_at_its_address(living: Living) -> None:
    site = living.a_site()
    first = adopt(site, TextKind.PRIVACY, "# Privacy\n\nWe keep *little*.")
    second = adopt(site, TextKind.PRIVACY, "# Privacy\n\nWe keep less.")
    with site.client(origin="") as client:
        lead = client.get(f"/sites/{site.name}/privacy")
        old, new = (client.get(f"/sites/{site.name}/privacy/{version}") for version in (first, second))
        none = client.get(f"/sites/{site.name}/privacy/0000000000000000")
        missing = client.get(f"/sites/{site.name}/terms")
        rules = client.get(f"/sites/{site.name}/rules/1")

    assert lead.headers["location"].endswith(f"/sites/{site.name}/privacy/{second}")
    assert "We keep <em>little</em>." in old.text
    assert "no longer in force" in old.text
    assert "We keep less." in new.text
    assert "<h1>Privacy</h1>" in new.text
    assert "no longer in force" not in new.text
    assert (none.status_code, missing.status_code) == (404, 404)
    assert f"/sites/{site.name}/privacy/{second}" in rules.text


def test_minimum_age_and_points_of_contact_are_stated(living: Living) -> None:
    more = 'version: "2"\nminimum_age: 16\nauthorities: law@lantern.example\nredress: the press council'
    site = living.a_site(policy=default().replace('version: "1"', more))
    with site.client(origin="") as client:
        rules = client.get(f"/sites/{site.name}/rules").text
        consent = a_page(client, site)["consent"]

    assert "at least 16 years old" in rules
    assert "law@lantern.example" in rules
    assert "the press council" in rules
    assert consent.endswith("I am at least 16 years old.")


def test_an_author_agrees_on_our_own_pages_and_reads_what_it_was(living: Living) -> None:
    site = living.a_site(policy="hobby-blog")
    version = adopt(site, TextKind.TERMS, "# Terms\n\nMind the others.")
    browser = site.browser()
    address = f"/sites/{site.name}/write?id=harbour-lamps&url={site.origin}/harbour-lamps.html"
    page = browser.get(address).text
    agreed = f"1~terms-{version}"
    assert f'value="{agreed}"' in page
    fields = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', page))
    fields |= {"text": TEXT, "name": "Odo Tarn"}

    refused = browser.post(f"/sites/{site.name}/write", data={**fields, "consent": "1"})
    written = browser.post(f"/sites/{site.name}/write", data={**fields, "consent": agreed})

    assert refused.status_code == 409
    assert "were not agreed to" in refused.text
    assert written.status_code == 303
    mine = browser.get(f"{written.headers['location']}/mine").text
    assert f"/sites/{site.name}/terms/{version}" in mine
    assert "With this comment you agreed to:" in mine
