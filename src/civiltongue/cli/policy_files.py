"""House-rules files as the command line finds them."""

from pathlib import Path

from civiltongue.domain.policy import Policy
from civiltongue.errors import PolicyInvalid
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.tree import MAX_BYTES

_LONGEST_LETTER = 4


def read_policy_file(path: str) -> Policy:
    """Return the policy in a file; raises PolicyInvalid with every problem."""
    return load_policy(read_policy_text(path), name=path)


def read_policy_text(path: str) -> str:
    """Return the text of a house-rules file, of one that is too large only the beginning.

    Raises PolicyInvalid where it is not UTF-8.
    """
    with Path(path).open("rb") as file:
        source = file.read(MAX_BYTES + _LONGEST_LETTER)
    try:
        return source.decode(errors="ignore" if len(source) > MAX_BYTES else "strict")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise PolicyInvalid(
            "the file is not UTF-8.", where=f"{path}:{line}", hint="Save it as plain text in UTF-8."
        ) from error
