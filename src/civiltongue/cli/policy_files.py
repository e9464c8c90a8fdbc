"""House-rules files as the command line finds them."""

from pathlib import Path

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import ENOUGH_DECISIONS
from civiltongue.errors import PolicyInvalid
from civiltongue.policyfile.document import Decisions, nobody_decided
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.tree import MAX_BYTES

_LONGEST_LETTER = 4


def read_policy_file(path: str, *, decisions: Decisions = nobody_decided) -> Policy:
    """Return the policy in a file; raises PolicyInvalid with every problem.

    ``decisions`` tells on how many decisions a rule rests, by its id.
    """
    return load_policy(read_policy_text(path), name=path, decisions=decisions)


def as_if_decided(_rule: str) -> int:
    """Return how many decisions a rule has, for looking at rules that are not put in force: enough."""
    return ENOUGH_DECISIONS


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
