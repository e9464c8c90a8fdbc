"""What can be wrong in a house-rules file: one check per file, all of them made every time."""

from collections.abc import Callable, Iterable

from civiltongue.policyfile.checks.consequences import consequences_are_clear
from civiltongue.policyfile.checks.decisions import examples_alone_reject_nothing
from civiltongue.policyfile.checks.examples import examples_stand_once
from civiltongue.policyfile.checks.expressions import expressions_can_be_worked_out
from civiltongue.policyfile.checks.grounds import grounds_are_known
from civiltongue.policyfile.checks.identifiers import identifiers_are_unique_and_free
from civiltongue.policyfile.checks.keys import keys_are_known
from civiltongue.policyfile.checks.ladder import ladder_goes_up
from civiltongue.policyfile.checks.languages import languages_are_known
from civiltongue.policyfile.checks.missing import nothing_required_is_missing
from civiltongue.policyfile.checks.numbers import numbers_are_unique
from civiltongue.policyfile.checks.patterns import patterns_compile
from civiltongue.policyfile.checks.regions import regions_are_known
from civiltongue.policyfile.checks.signals import signals_are_known
from civiltongue.policyfile.checks.terms import terms_say_something
from civiltongue.policyfile.checks.thresholds import thresholds_are_in_order_and_range
from civiltongue.policyfile.checks.values import values_have_their_type
from civiltongue.policyfile.document import Document
from civiltongue.policyfile.problems import Problem

Check = Callable[[Document], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    keys_are_known,
    nothing_required_is_missing,
    values_have_their_type,
    identifiers_are_unique_and_free,
    numbers_are_unique,
    signals_are_known,
    thresholds_are_in_order_and_range,
    consequences_are_clear,
    examples_alone_reject_nothing,
    expressions_can_be_worked_out,
    patterns_compile,
    terms_say_something,
    examples_stand_once,
    ladder_goes_up,
    grounds_are_known,
    languages_are_known,
    regions_are_known,
)
"""Every check, in the order in which a reader would make them."""
