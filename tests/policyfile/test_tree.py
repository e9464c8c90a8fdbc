"""What is refused before a file is looked at as house rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.errors import PolicyInvalid
from civiltongue.policyfile.load import load_policy, read_policy
from civiltongue.policyfile.tree import MAX_BYTES
from tests.policyfile.making import HEAD, a_file, problems_of, the_problem


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("", "", "the file is empty"),
        ("\n\n# nothing\n", "", "the file is empty"),
        ("just words", "just words", "must be a mapping"),
        ("- a\n- b\n", "- a", "must be a mapping"),
        ("publication: The Lantern: a paper\n", ": a paper", "not YAML: mapping values"),
        ("publication: 'The Lantern\n", "", "not YAML: found unexpected end"),
        ("rules: [a, b\n", "", "not YAML: did not find expected"),
        ("a: b\n\tc: d\n", "\tc: d", "not YAML: found a tab"),
        ("a: b\x07\n", "\x07", "U+0007"),
        ("a: b\n\x00: d\n", "\x00: d", "U+0000"),
        ("a: \ud800\n", "\ud800", "U+D800"),
        ("a: b\n---\nc: d\n", "---", "a second document"),
        ("a: " + "[" * 40 + "]" * 40, None, "nested too deeply"),
        ("a: " + "[" * 100_000, None, "nested too deeply"),
        ("a: " + "x" * MAX_BYTES, None, "larger than 512 kB"),
        ("a: " + "ü" * (MAX_BYTES // 2), None, "larger than 512 kB"),
    ],
)
def test_what_cannot_be_read_is_one_clear_problem(text, at, message):
    shown, problem = the_problem(text)

    assert message in problem.message
    assert problem.hint
    assert at is None or shown == at


@pytest.mark.parametrize(
    ("line", "at", "message"),
    [
        ("contact: !!python/object/apply:os.system [x]\n", "!!python", "tags"),
        ("contact: !secret x\n", "!secret", "tags"),
        ("contact: *desk\n", "*desk", "aliases"),
        ("contact: &desk x\n", "&desk", "anchors"),
        ("? [a, b]\n: c\n", "[a, b]", "a key must be a word"),
        ("contact: x\ncontact: y\n", "contact: y", "given twice"),
        ("<<: {contact: x}\n", "<<", "not a key"),
    ],
)
def test_what_yaml_can_do_and_house_rules_need_not_is_refused(line, at, message):
    shown, problem = the_problem(a_file(head=line))

    assert message in problem.message
    assert shown.startswith(at)


def test_a_bomb_of_aliases_is_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    problems = [problem for _, problem in problems_of(HEAD + "\n".join(lines))]

    assert any("anchors" in problem.message for problem in problems)


def test_a_file_with_thousands_of_problems_shows_the_first_hundred():
    text = a_file("then: hold\nterms:\n" + "- x\n" * 5000)

    with pytest.raises(PolicyInvalid) as caught:
        load_policy(text)

    assert str(caught.value).count("is given twice") == 100
    assert str(caught.value).endswith("4999 problems in policy.yaml (4899 not shown)")


def test_a_mapping_with_more_keys_than_could_mean_anything_is_refused():
    _, problem = the_problem(HEAD + "".join(f"key{n}: x\n" for n in range(20_000)))

    assert problem.message == "too many keys"


@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"#%@`,? \n\t0.\x00\ud800é中")), max_size=60))
def test_any_text_is_read_or_refused_and_its_places_are_in_it(text):
    policy, problems = read_policy(text)

    assert policy is None
    lines = len(text.splitlines()) + 1
    assert all(1 <= problem.place.line <= lines and problem.place.column >= 1 for problem in problems)


@given(st.data())
def test_a_broken_policy_is_refused_and_never_a_crash(data):
    text = a_file(
        "conditions: [{signal: insult, reject: 0.8}]\nterms: [x]\nthen: hold\nbreaks: [y]\n",
        head="guests: true\nregions: [GB]\n",
    )
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    broken = text[:start] + data.draw(st.text(alphabet="ab1:-[]{}\n \"'", max_size=6)) + text[end:]

    policy, problems = read_policy(broken)

    assert (policy is None) == bool(problems)
