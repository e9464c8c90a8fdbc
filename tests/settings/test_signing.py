"""Who may vouch for readers, as the file of settings says it."""

from pathlib import Path

import pytest

from civiltongue.domain.identity import DisqusAccounts, OpenIdProvider, PublisherAccounts
from civiltongue.errors import SetupInvalid
from civiltongue.settings import Settings, read_settings

ANCHOR = """
[openid.anchor]
label = "Anchor ID"
issuer = "https://id.example"
client_id = "civiltongue"
"""


def settings(folder: Path, text: str) -> Settings:
    (folder / "anchor.secret").write_text("s3cret\n", "utf-8")
    (folder / "long.secret").write_text("s" * 32, "utf-8")
    (folder / "empty.secret").write_text("\n", "utf-8")
    file = folder / "civiltongue.toml"
    file.write_text(text.replace("FOLDER", str(folder)), "utf-8")
    return read_settings(file=file, environment={})


def test_a_provider_is_read_with_its_secret(tmp_path: Path) -> None:
    text = ANCHOR + 'client_secret_file = "FOLDER/anchor.secret"\ntrust_email = true\nsites = ["lantern"]\n'

    (provider,) = settings(tmp_path, text).openid

    assert provider == OpenIdProvider(
        "anchor", "Anchor ID", "https://id.example", "civiltongue", "s3cret", True, ("lantern",)
    )
    assert provider.serves("lantern")
    assert not provider.serves("another")
    assert "s3cret" not in repr(provider)


def test_without_more_words_a_provider_is_for_all_sites_and_not_trusted_with_addresses(
    tmp_path: Path,
) -> None:
    (provider,) = settings(tmp_path, ANCHOR).openid

    assert provider.serves("lantern")
    assert not provider.trusts_email


SHARED = """
[publisher_accounts.lantern]
issuer = "https://www.lantern.example"
algorithm = "HS256"
secret_file = "FOLDER/long.secret"
"""
PAIRED = """
[publisher_accounts.lantern]
issuer = "https://www.lantern.example"
algorithm = "EdDSA"
jwks_url = "https://www.lantern.example/jwks"
"""
DISQUS = """
[disqus_sso.lantern]
secret_file = "FOLDER/anchor.secret"
"""


def test_publishers_are_read_by_site(tmp_path: Path) -> None:
    shared = settings(tmp_path, SHARED + DISQUS)
    paired = settings(tmp_path, PAIRED)

    issuer = "https://www.lantern.example"
    assert shared.publisher_accounts == (PublisherAccounts("lantern", issuer, "HS256", secret="s" * 32),)
    assert shared.disqus_sso == (DisqusAccounts("lantern", "s3cret"),)
    assert paired.publisher_accounts == (
        PublisherAccounts("lantern", issuer, "EdDSA", jwks_url=f"{issuer}/jwks"),
    )
    assert "ssss" not in repr(shared)
    assert "s3cret" not in repr(shared)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('openid = "anchor"', "openid"),
        ('[openid]\nanchor = "x"', "openid"),
        (ANCHOR + "secret = 1", "openid.anchor.secret"),
        (ANCHOR.replace("anchor]", '"An chor"]'), "openid.An chor"),
        (ANCHOR.replace("https://", "http://"), "openid.anchor.issuer"),
        (ANCHOR.replace('"civiltongue"', '""'), "openid.anchor.client_id"),
        (ANCHOR.replace('label = "Anchor ID"', ""), "openid.anchor.label"),
        (ANCHOR + 'client_secret_file = "FOLDER/nothing"', "openid.anchor.client_secret_file"),
        (ANCHOR + 'trust_email = "yes"', "openid.anchor.trust_email"),
        (ANCHOR + 'sites = "lantern"', "openid.anchor.sites"),
        (SHARED.replace("long", "anchor"), "publisher_accounts.lantern"),
        (SHARED.replace("long", "empty"), "publisher_accounts.lantern.secret_file"),
        (SHARED.replace("HS256", "none"), "publisher_accounts.lantern.algorithm"),
        (SHARED.replace("HS256", "RS256"), "publisher_accounts.lantern.algorithm"),
        (SHARED + 'jwks_url = "https://www.lantern.example/jwks"', "publisher_accounts.lantern"),
        (PAIRED.replace('"EdDSA"', '"HS256"'), "publisher_accounts.lantern.secret_file"),
        (
            PAIRED.replace("https://www.lantern.example/jwks", "http://www.lantern.example/jwks"),
            "publisher_accounts.lantern.jwks_url",
        ),
        (DISQUS + "trust_email = 1", "disqus_sso.lantern.trust_email"),
        (DISQUS + "public_key = 1", "disqus_sso.lantern.public_key"),
    ],
)
def test_a_mistake_is_named_where_it_stands(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(SetupInvalid) as refusal:
        settings(tmp_path, text)

    assert refusal.value.where == where
