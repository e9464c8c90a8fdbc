"""What others vouch for, checked: ID tokens, publishers' tokens, passkeys. No account is touched here."""
