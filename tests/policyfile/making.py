"""House-rules files that the tests read."""

from textwrap import dedent, indent

from civiltongue.policyfile.load import read_policy
from civiltongue.policyfile.problems import Problem
from civiltongue.policyfile.tree import split_lines

HEAD = """\
publication: The Lantern
version: "1"
consent: I agree.
"""

RULE = """\
- id: manners
  number: 1
  title: Manners
  public: Be polite.
"""


def a_file(rule: str = "", *, head: str = "") -> str:
    """Return a file with one good rule, and with lines added to it and to the head."""
    own = indent(dedent(rule), "  ")
    return f"{HEAD}{dedent(head)}rules:\n{RULE}{own}"


def problems_of(text: str) -> list[tuple[str, Problem]]:
    """Return each problem with the part of its line that the caret points at."""
    policy, problems = read_policy(text)
    assert (policy is None) == bool(problems)
    lines = split_lines(text)
    return [(lines[each.place.line - 1][each.place.column - 1 :], each) for each in problems]


def the_problem(text: str) -> tuple[str, Problem]:
    """Return the only problem of a file."""
    (found,) = problems_of(text)
    return found


def the_policy(text: str):
    policy, problems = read_policy(text)
    assert policy is not None, problems
    return policy
