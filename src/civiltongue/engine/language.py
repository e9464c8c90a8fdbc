"""CEL, loaded without the interactive shell that its package starts with.

``cel/__init__.py`` imports ``cel.cli``, and with it a terminal toolkit: half a second and 27 MB that
neither a server nor a command has any use for. An empty module stands in while it is imported.
"""

import sys
from types import ModuleType

_SHELL = "cel.cli"
_already_loaded = _SHELL in sys.modules

sys.modules.setdefault(_SHELL, ModuleType(_SHELL))

from cel import Program  # noqa: E402
from cel import compile as compile_program  # noqa: E402

if not _already_loaded:
    del sys.modules[_SHELL]

__all__ = ["Program", "compile_program"]
