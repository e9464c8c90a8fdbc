"""At the desk, a moderator confirms that somebody abuses reporting."""

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Role
from civiltongue.storage import audit, violations
from tests.living import Living
from tests.web.desk.busy import ABUSE, a_busy_site, somebody_who_reports_without_reason
from tests.web.desk.desks import at_desk


def test_abuse_of_reporting_is_seen_from_a_report_and_confirmed_once(living: Living) -> None:
    site = living.a_site(policy=ABUSE)
    reader, comment = somebody_who_reports_without_reason(site)
    senior, path = at_desk(site, Role.SENIOR), f"/authors/{reader.id}"

    assert path in senior.get(f"/comments/{comment}").text
    page = senior.get(path).text
    done = senior.post(f"{path}/abuse")

    assert "after 4 they published it" in page
    assert "a strike under “Terms of use”" in page
    assert "they weigh nothing" in page
    assert f'action="/desk/{site.name}{path}/abuse"' in page
    assert done.status_code == 303
    with living.house.database.read() as connection:
        (violation,) = violations.of_author(connection, site.site.id, reader.id)
        entry = next(
            each for each in audit.entries(connection, site.site.id) if each.event is Event.VIOLATION_ENTER
        )
    assert violation.grounds == ("terms-of-use",)
    assert (entry.actor, entry.subject) == (f"moderator:{senior.moderator.id}", reader.id)
    living.mailbox.wait_for(f"{reader.id}@example.com", holding="nothing wrong with 4 of the 4")
    after = senior.get(path).text
    assert "/abuse" not in after
    assert "Terms of use" in after
    assert senior.post(f"{path}/abuse").status_code == 409


def test_a_strike_that_was_entered_is_withdrawn_on_the_authors_page(living: Living) -> None:
    site = living.a_site(policy=ABUSE)
    reader, _ = somebody_who_reports_without_reason(site)
    senior, path = at_desk(site, Role.SENIOR), f"/authors/{reader.id}"
    senior.post(f"{path}/abuse")
    with living.house.database.read() as connection:
        (strike,) = violations.entered(connection, site.site.id, reader.id)
    assert "Withdraw the strike for Terms of use" in senior.get(path).text

    withdrawn = senior.post(f"{path}/strike", violation=strike.id)

    assert withdrawn.status_code == 303
    assert "Withdraw the strike" not in senior.get(path).text
    assert senior.post(f"{path}/strike", violation=strike.id).status_code == 404
    with living.house.database.read() as connection:
        assert violations.entered(connection, site.site.id, reader.id) == []
        entry = next(
            each for each in audit.entries(connection, site.site.id) if each.event is Event.VIOLATION_VOID
        )
    assert entry.actor == f"moderator:{senior.moderator.id}"


def test_a_violation_of_what_stands_beside_the_house_rules_is_entered(living: Living) -> None:
    site = living.a_site()
    busy = a_busy_site(site)
    senior, path = at_desk(site, Role.SENIOR), f"/authors/{busy.author.id}"

    assert senior.post(f"{path}/violation", ground="privacy-policy").status_code == 303
    assert senior.post(f"{path}/violation", ground="personal-attack").status_code == 400

    with living.house.database.read() as connection:
        (entered,) = violations.entered(connection, site.site.id, busy.author.id)
    assert entered.ground == "privacy-policy"
    assert "Privacy policy" in senior.get(path).text
    assert "/violation" not in at_desk(site, Role.MODERATOR).get(path).text


def test_without_a_ground_in_the_house_rules_the_page_says_so_and_nothing_is_confirmed(
    living: Living,
) -> None:
    site = living.a_site(policy=ABUSE.replace(", ground: terms-of-use", ""))
    reader, _ = somebody_who_reports_without_reason(site)
    senior, path = at_desk(site, Role.SENIOR), f"/authors/{reader.id}"

    assert "name no ground" in senior.get(path).text
    refused = senior.post(f"{path}/abuse")

    assert refused.status_code == 409
    assert "The house rules name no ground for it." in refused.text


def test_who_may_not_confirm_is_not_offered_to(living: Living) -> None:
    site = living.a_site(policy=ABUSE)
    reader, _ = somebody_who_reports_without_reason(site)
    path = f"/authors/{reader.id}"

    for desk in (at_desk(site, Role.MODERATOR), at_desk(site, Role.ADMIN, sections=("/harbour-lamps.html",))):
        assert "/abuse" not in desk.get(path).text
        assert desk.post(f"{path}/abuse").status_code == 403
    assert "after 4 they published it" in at_desk(site, Role.MODERATOR).get(path).text
