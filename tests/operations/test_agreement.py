"""Authors agree to the rules, the terms and the privacy policy in force; what they agreed to is on record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.domain.agreement import Agreement, TextKind
from civiltongue.domain.audit import Event
from civiltongue.errors import BadInput, ConsentMissing, TextTooLarge
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.adopt_text import MOST_BYTES, adopt_text
from civiltongue.policyfile import default
from civiltongue.storage import audit, comments, texts
from tests.houses import Setting
from tests.operations.test_climb_ladder import a_text

TERMS = "# Terms\n\nBe yourself, and mind the others."
PRIVACY = "# Privacy\n\nWe keep little."


def agreed(setting: Setting) -> str:
    with setting.house.database.read() as connection:
        return setting.house.in_force(connection, setting.site.id).policy.agreement


def adopt(setting: Setting, kind: TextKind, source: str) -> str:
    return adopt_text(setting.house, setting.site, kind, source, by="operator")


def test_without_texts_of_its_own_the_version_of_the_rules_is_agreed_to(setting: Setting) -> None:
    assert agreed(setting) == "1"
    outcome = setting.submit(consent="1")
    assert outcome.revision is not None
    assert outcome.revision.consent_version == "1"


def test_new_terms_ask_again_and_what_was_agreed_to_is_on_record(setting: Setting) -> None:
    author = setting.an_author()
    terms = adopt(setting, TextKind.TERMS, TERMS)

    with pytest.raises(ConsentMissing, match="terms of use or the privacy policy"):
        setting.submit(author, a_text(), consent="1")
    outcome = setting.submit(author, a_text(), consent=f"1~terms-{terms}")
    privacy = adopt(setting, TextKind.PRIVACY, PRIVACY)
    with pytest.raises(ConsentMissing):
        setting.submit(author, a_text(), consent=f"1~terms-{terms}")
    again = setting.submit(author, a_text(), consent=agreed(setting))

    assert outcome.revision is not None
    assert again.revision is not None
    with setting.house.database.read() as connection:
        kept = comments.revision(connection, setting.site.id, again.revision.id)
    assert outcome.revision.consent_version == f"1~terms-{terms}"
    assert kept is not None
    assert Agreement.of(kept.consent_version or "") == Agreement("1", terms, privacy)


def test_new_rules_ask_again_beside_the_same_terms(setting: Setting) -> None:
    terms = adopt(setting, TextKind.TERMS, TERMS)
    adopt_policy(
        setting.house, setting.site, default().replace('version: "1"', 'version: "2"'), by="operator"
    )

    with pytest.raises(ConsentMissing, match="house rules"):
        setting.submit(consent=f"1~terms-{terms}")
    assert setting.submit(consent=f"2~terms-{terms}").word == "published"


@pytest.mark.parametrize("consent", ["", "~", "1~", "~~~", "1~terms", "1~terms-x~terms-y", "yes", "1 "])
def test_what_is_no_agreement_is_refused(setting: Setting, consent: str) -> None:
    adopt(setting, TextKind.TERMS, TERMS)

    with pytest.raises(ConsentMissing):
        setting.submit(consent=consent)


def test_a_text_that_was_in_force_before_can_be_again_and_every_version_stays(setting: Setting) -> None:
    first = adopt(setting, TextKind.TERMS, TERMS)
    second = adopt(setting, TextKind.TERMS, f"{TERMS} And smile.")
    assert adopt(setting, TextKind.TERMS, TERMS) == first
    assert adopt(setting, TextKind.TERMS, TERMS) == first

    with setting.house.database.read() as connection:
        known = [version for version, _ in texts.versions(connection, setting.site.id, TextKind.TERMS)]
        kept = texts.source(connection, setting.site.id, TextKind.TERMS, second)
        entries = audit.entries(connection, setting.site.id)
    assert known == [first, second]
    assert kept == f"{TERMS} And smile."
    assert agreed(setting) == f"1~terms-{first}"
    assert sum(entry.event is Event.TEXT_ADOPT for entry in entries) == 3


def test_an_empty_or_endless_text_is_no_text(setting: Setting) -> None:
    with pytest.raises(BadInput):
        adopt(setting, TextKind.TERMS, " \n")
    with pytest.raises(TextTooLarge):
        adopt(setting, TextKind.TERMS, "x" * (MOST_BYTES + 1))


def test_a_draft_that_was_written_before_the_terms_changed_is_asked_about_in_the_write(
    setting: Setting,
) -> None:
    """What is checked while reading is checked again inside the write."""
    from civiltongue.operations import hearing
    from civiltongue.operations.again import Changed
    from civiltongue.operations.story import new_thread
    from civiltongue.storage import threads
    from tests.houses import a_story

    author, house, site = setting.an_author(), setting.house, setting.site
    thread = new_thread(house, site, a_story())
    house.database.write(lambda connection: threads.add(connection, thread))
    with house.database.read() as connection:
        heard = hearing.hear(connection, house, hearing.Words(a_text(), "1"), author=author, thread=thread)
    adopt(setting, TextKind.PRIVACY, PRIVACY)

    with pytest.raises(Changed):
        house.database.write(lambda connection: hearing.check_again(connection, heard, now=house.clock()))


@given(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,39}", fullmatch=True),
    st.none() | st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    st.none() | st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
)
def test_an_agreement_can_be_read_from_its_version(
    rules: str, terms: str | None, privacy: str | None
) -> None:
    agreement = Agreement(rules, terms, privacy)

    assert Agreement.of(agreement.version) == agreement
