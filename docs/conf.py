"""How Sphinx builds the documentation."""

from civiltongue import __version__

project = "Civil Tongue"
author = "The Civil Tongue authors"
copyright = author  # noqa: A001 - the name is Sphinx's
version = release = __version__

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = "Civil Tongue"
html_copy_source = False
html_show_sphinx = False
