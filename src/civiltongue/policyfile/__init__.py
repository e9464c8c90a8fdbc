"""The house-rules file, read into a policy and back into words."""

from importlib import resources

KINDS = ("newsroom", "hobby-blog", "classroom")
"""The policies that are shipped; the first is the default."""


def default(name: str = KINDS[0]) -> str:
    """Return the source text of a shipped policy; raises KeyError for any other name."""
    if name not in KINDS:
        raise KeyError(name)
    return (resources.files(__name__) / "policies" / f"{name}.yaml").read_text(encoding="utf-8")
