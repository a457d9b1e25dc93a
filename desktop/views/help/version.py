"""Which version of the program this is."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str:
    """Return the version that is installed, or that of the source where nothing is."""
    from importlib import metadata  # 15 ms, with a reader of mail, for two places that a start does not show

    try:
        return metadata.version("deskside")
    except metadata.PackageNotFoundError:
        return "0.1.0"
