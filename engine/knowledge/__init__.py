"""Canned fixes: reading and writing their files, finding the fitting ones.

What is named here is imported when it is first asked for: finding needs nothing of what reads and writes files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.knowledge.files import read_fix, read_folder, write_folder
    from engine.knowledge.index import FixIndex

__all__ = ["FixIndex", "read_fix", "read_folder", "write_folder"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{'index' if name == 'FixIndex' else 'files'}"), name)
