"""Memory goes back to the system: shown in a process of its own, which is what the C library is told for."""

import platform
import subprocess
import sys

import pytest

from desktop.thrift import unwritten_code

PROGRAM = """
import sys
from desktop.bench.memory import memory_of_this_process
from desktop.thrift import keep_memory_small
if sys.argv[1] == "small":
    assert keep_memory_small()
for size in (3_000_000, 30_000_000):  # the first one that is freed teaches glibc that such blocks are ordinary
    blocks = [bytes(size) for _ in range(2)]
    del blocks
kept = [b"x" * 900_000 for _ in range(60)]
lid = b"y" * 1500
del kept
print(memory_of_this_process().own)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_what_is_freed_is_given_back() -> None:
    def own_mib(how: str) -> float:
        done = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True)
        return float(done.stdout)

    assert own_mib("small") <= own_mib("as it is") + 1


IMPORTING = """
import linecache
from desktop.thrift import leave_sources_unread
assert leave_sources_unread()
import desktop.views.case.composer
print(len([name for name in linecache.cache if "deskside" in name or "desktop" in name]))
"""


def test_no_source_is_read_for_the_features_of_pyside() -> None:
    """Fails too where another PySide has no such place any more: then it is to be looked at anew."""
    done = subprocess.run([sys.executable, "-c", IMPORTING], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


COLLECTING = """
import gc, weakref
from desktop.thrift import behind_the_window
class Knot:
    def __init__(self): self.own = self
with behind_the_window():
    loaded = [Knot() for _ in range(2_000)]
    assert not gc.isenabled()
assert gc.isenabled()
assert gc.get_freeze_count() > 2_000
dropped = Knot()
seen = weakref.ref(dropped)
del dropped
gc.collect()
print(seen())
"""


def test_what_is_loaded_is_not_walked_through_again_and_later_garbage_is_found() -> None:
    done = subprocess.run([sys.executable, "-c", COLLECTING], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"


GIVING_BACK = """
from pathlib import Path
from desktop.thrift import give_memory_back
def held_kib():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty"))
pieces = [bytearray(60_000) for _ in range(500)]
last = bytearray(60_000)
before = held_kib()
pieces.clear()
give_memory_back()
print(before - held_kib() > 20_000)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries give back of themselves")
def test_what_was_freed_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", GIVING_BACK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


LETTING_GO = """
from pathlib import Path
import PySide6.QtWidgets
from desktop.thrift import let_go_of_code
def code_kib():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss"))
before = code_kib()
assert let_go_of_code() > 20
saved = before - code_kib()
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["-"])
label = QLabel("still there")
label.show()
app.processEvents()
print(saved > 4_000, label.grab().toImage().isNull())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only there")
def test_code_that_only_loading_needed_is_let_go_and_what_is_needed_again_runs() -> None:
    done = subprocess.run([sys.executable, "-c", LETTING_GO], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True False"


def test_code_that_was_written_to_is_kept() -> None:
    """A debugger does that, and its pages would come back as they are in the file."""
    smaps = [
        "7f00-7f10 r-xp 00000000 08:01 77 /lib/one.so",
        "Private_Dirty:         0 kB",
        "7f20-7f30 r-xp 00000000 08:01 78 /lib/two.so",
        "Private_Dirty:         4 kB",
        "7f40-7f50 rw-p 00000000 08:01 78 /lib/two.so",
        "Private_Dirty:         0 kB",
        "7f60-7f70 r-xp 00000000 00:00 0 [vdso]",
        "Private_Dirty:         0 kB",
    ]
    assert list(unwritten_code(smaps)) == [(0x7F00, 0x7F10)]
