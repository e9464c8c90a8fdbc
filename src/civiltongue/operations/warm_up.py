"""Get ready to judge before the first comment comes, which would have to wait for lists and weights to be read."""

import gc
import logging

from civiltongue.domain.evidence import Signature, Submission
from civiltongue.errors import CivilTongueError
from civiltongue.operations.house import House
from civiltongue.storage import sites

# Something for every detector to look at twice: patterns are made ready when they are first asked.
_FIRST = Submission(
    "Good morning! I am Wren Abernathy. Basil Quill stole my money, and a l-a-m-p. He lives at 12 Quarry Lane; "
    "ring 01632 960123 or write to wren@mail.example, www.council.example or Zoë. You are a s1lly, sooooo "
    "s i l l y fool, he said, and so are all of them.\n— Wren Abernathy",
    signature=Signature("Ada Vance", verified=True),
    recent=(1,),
)
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
            judge.observe(_FIRST)
        # What stands by now stays, so that no collection need look at it between two comments.
        gc.collect()
        gc.freeze()
    except CivilTongueError as error:
        _LOG.warning("Not ready to judge: %s", error)
