"""Get ready to judge before the first comment comes, which would have to wait for lists and weights to be read."""

import logging

from civiltongue.domain.evidence import Submission
from civiltongue.errors import CivilTongueError
from civiltongue.operations.house import House
from civiltongue.storage import sites

_LOG = logging.getLogger("civiltongue")


def warm_up(house: House) -> None:
    """Read the rules in force of every site, and let their detectors see a first text.

    What fails is logged and no more: whoever asks next meets the same failure, and is told.
    """
    try:
        with house.database.read() as connection:
            every = [site for site in sites.every(connection) if sites.policy_version(connection, site.id)]
        for site in every:
            with house.database.read() as connection:
                judge = house.in_force(connection, site.id).judge
            judge.observe(Submission("Good morning, and what a lovely day it is."))
    except CivilTongueError as error:
        _LOG.warning("Not ready to judge: %s", error)
