"""One form for all the ways of writing the address of one mailbox."""

_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
"""Providers that ignore dots before the @, with the name that their addresses share
(https://support.google.com/mail/answer/7436150)."""
_MARKLESS = {"proton.me": "proton.me", "protonmail.com": "proton.me", "pm.me": "proton.me"}
"""Providers that ignore dots, hyphens and underscores, and give each mailbox all of these names."""


def mailbox(email: str) -> str:
    """Return an address without what does not matter to where its mail arrives.

    Capitals and what follows a plus sign go everywhere; dots, hyphens and underscores where the
    provider ignores them, and then its domains are one. Two addresses of one mailbox can still
    differ, where an owner has set up aliases.
    """
    local, _, domain = email.strip().casefold().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@{_DOTLESS[domain]}"
    if domain in _MARKLESS:
        plain = local.translate(str.maketrans("", "", ".-_"))
        return f"{plain or local}@{_MARKLESS[domain]}"
    return f"{local}@{domain}"
