"""What readers' reports weigh: more from those who were mostly right, less from those who were not."""

_ALMOST = 1e-9


def is_abuse(*, right: int, wrong: int, wrong_from: int) -> bool:
    """Say whether somebody's reports were mostly wrong: three of four, and ``wrong_from`` were decided at least."""
    decided = right + wrong
    return decided >= wrong_from and wrong * 4 >= decided * 3


def weight(*, right: int, wrong: int, wrong_from: int) -> float:
    """Return what a reader's report weighs, between 0 and 2; 0 where the reports before were an abuse.

    ``right`` counts earlier reports of theirs after which a person rejected the comment, ``wrong`` those
    after which a person published it. Who has no such record weighs 1, as does who was right every other
    time; one more decision either way never changes much (the mean of a uniform prior, twice).
    """
    if is_abuse(right=right, wrong=wrong, wrong_from=wrong_from):
        return 0.0
    return 2 * (right + 1) / (right + wrong + 2)


def enough(weights: list[float], needed: int) -> bool:
    """Say whether reports weigh as much as that many readers without a record."""
    return sum(weights) >= needed - _ALMOST
