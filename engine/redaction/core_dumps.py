"""Keeps raw pixels out of crash dumps: a dump of this process would hold the capture at hand."""

from __future__ import annotations

import sys


def forbid_core_dumps() -> None:
    """Ask the system to write no memory image of this process should it crash. Its children ask the same."""
    if sys.platform == "win32":
        import ctypes

        fail_critical_errors, no_fault_box = 0x0001, 0x0002
        ctypes.windll.kernel32.SetErrorMode(fail_critical_errors | no_fault_box)
    else:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
