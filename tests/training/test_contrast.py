"""The sentences of our own are filled without gaps, labelled as their head says, and are nobody else's."""

import random
import re
from collections import Counter

from training.contrast import contrast_examples
from training.disguise import disguised
from training.duplicates import nearest
from training.labels import LABELS
from training.rows import folded, suite_texts

EXAMPLES = list(contrast_examples(random.Random(1), 3_000))


def test_no_slot_stays_empty():
    assert not [example.text for example in EXAMPLES if re.search(r"[{}]", example.text)]


def test_every_label_is_one_that_the_model_has():
    assert {label for example in EXAMPLES for label in example.known} <= set(LABELS)


def test_targets_and_weights_are_shares():
    for example in EXAMPLES:
        assert all(0.0 <= target <= 1.0 and 0.0 < weight <= 2.0 for target, weight in example.known.values())


def test_civil_and_uncivil_sentences_are_in_balance():
    counts = Counter(
        example.known["identity_attack"][0] >= 0.5
        for example in EXAMPLES
        if "identity_attack" in example.known
    )

    assert 0.3 < counts[True] / counts.total() < 0.6


def test_the_same_seed_gives_the_same_sentences():
    again = contrast_examples(random.Random(1), 3_000)

    assert [example.text for example in again] == [example.text for example in EXAMPLES]


def test_a_disguise_changes_a_text_and_never_empties_it():
    rng = random.Random(2)
    written = [disguised("the whole idea is rotten", rng) for _ in range(200)]

    assert all(text.strip() for text in written)
    assert sum(text != "the whole idea is rotten" for text in written) > 150


def test_no_sentence_is_one_of_those_that_engines_are_measured_by():
    measured = {folded(text) for text in suite_texts()}

    assert not [
        example.text for example in EXAMPLES if folded(example.text) in measured and len(example.text) > 20
    ]


def test_a_copy_is_nearest_to_what_it_was_copied_from():
    shares = nearest(["The bridge is closed.", "Nobody knows why."], ["the bridge is closed", "rye bread"])

    assert shares["The bridge is closed."] == 1.0
    assert shares["Nobody knows why."] < 0.2
