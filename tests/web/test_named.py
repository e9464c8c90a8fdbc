"""Asking for the comments that name one, on pages without an account."""

from civiltongue.operations.answer_inquiry import answer_inquiry, read_inquiries
from tests.handover import form_in
from tests.living import Living
from tests.web.test_appeals import post

TEXT = "Odile Fenn rows to the island every Sunday, whatever the weather is."


def test_somebody_who_is_named_asks_proves_the_address_and_reads_the_answer(living: Living) -> None:
    site = living.a_site()
    comment = post(site, site.sign_in("Mara Quill"), TEXT)
    browser, address = site.browser(), f"odile-{site.name}@example.com"
    page = browser.get(f"/sites/{site.name}/named").text
    fields = {"form": form_in(page), "name": "Odile Fenn", "email": address, "text": ""}

    wrong = browser.post(f"/sites/{site.name}/named", data={**fields, "email": "nowhere"})
    sent = browser.post(f"/sites/{site.name}/named", data=fields)
    letter = living.mailbox.wait_for(address).get_body(("plain",)).get_content()
    path = letter.split(living.base_url)[-1].split()[0]
    before = browser.get(path)
    assert read_inquiries(living.house, site.site) == []
    browser.post(path, data={"form": form_in(before.text)})
    (inquiry,) = read_inquiries(living.house, site.site)
    answer_inquiry(
        living.house, site.site, inquiry.id, comments=[comment], answer="One names you.", by="operator"
    )
    after = browser.get(path).text

    assert (wrong.status_code, sent.status_code) == (400, 200)
    assert "A letter is on its way" in sent.text
    assert 'content="noindex"' in before.text
    assert TEXT in after
    assert "Mara Quill" not in after
    assert f"/comments/{comment}/notice" in after
    assert browser.get("/inquiries/made-up").status_code == 410
    assert f"/sites/{site.name}/named" in browser.get(f"/sites/{site.name}/rules").text
