"""The command line, without Qt. Results go to stdout, everything else to stderr.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 stopped, 4 refused because something sensitive would stay readable.
"""

from engine.cli.main import main

__all__ = ["main"]
