"""The count while typing is the count that is judged."""

import pytest

from tests.embed.toolchain import evaluate
from tests.text.test_words import CASES


@pytest.fixture(scope="module")
def counted() -> dict[str, int]:
    """Count all cases in one process."""
    texts = [case["text"] for case in CASES]
    return dict(
        zip(
            texts, evaluate("writing/count.ts", "(it, given) => given.map(it.countWords)", texts), strict=True
        )
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"]))
def test_the_embed_counts_as_the_server_does(case: dict[str, object], counted: dict[str, int]) -> None:
    assert counted[str(case["text"])] == case["count"]
