"""SQL, and nothing else.

The statements of every request are constants: building one takes ten times as long as running it.
"""
