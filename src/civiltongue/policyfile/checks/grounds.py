"""What abuse of reporting is a strike under is something that can strike."""

from collections.abc import Iterator

from civiltongue.domain.standing import OTHER_GROUNDS
from civiltongue.policyfile.document import Document, scalar
from civiltongue.policyfile.problems import Problem
from civiltongue.policyfile.tree import Mapping


def grounds_are_known(document: Document) -> Iterator[Problem]:
    """Yield a problem where the ground for abuse of reporting is neither a rule's id nor another ground."""
    reports = document.root.get("reports") if isinstance(document.root, Mapping) else None
    ground = scalar(reports, "ground") if isinstance(reports, Mapping) else None
    known = {rule_id.value for rule in document.rules if (rule_id := scalar(rule, "id"))}
    if ground is not None and ground.value not in known | set(OTHER_GROUNDS):
        yield Problem(
            ground.place,
            f'there is no rule "{ground.value}"',
            f"Name a rule by its id, or one of {', '.join(OTHER_GROUNDS)}.",
        )
