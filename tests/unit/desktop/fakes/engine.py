"""All the fakes as one engine, with four fixes and no cases."""

from __future__ import annotations

from engine.domain.knowledge import CannedFix
from engine.wording import Language
from tests.fakes.grabber import FakeGrabber
from tests.fakes.keeping import FakeKeeper, FakeKeys, FakeUpkeep
from tests.fakes.models import FakeBackend, FakeModels
from tests.fakes.redactor import FakeRedactor
from tests.unit.desktop.fakes.assistant import FakeAssistant
from tests.unit.desktop.fakes.cases import FakeCases, FakeFixes

_UPDATE_STEPS = r"""1. Open **Services** and stop *Windows Update*.
2. Reset the folder:

```bat
icacls C:\Windows\SoftwareDistribution /reset /T
```
3. Start the service again."""


def _fix(uid: str, title: str, body: str, category: str) -> CannedFix:
    return CannedFix(uid, Language.EN, title, body, category)


FIXES = (
    _fix("win-update-denied", "Windows Update stops with access denied", _UPDATE_STEPS, "Windows/Update"),
    _fix("disk-cleanup", "Free space on the system disk", "Run `cleanmgr /lowdisk`.", "Windows/Disk"),
    _fix("gpo-refresh", "Refresh group policies", "Run `gpupdate /target:{{target|computer}}`.", "Windows/Policy"),
    _fix("printer-queue", "Printer queue is stuck", "Restart the *Print Spooler*.", "Printing"),
)


class FakeEngine:
    """All of it, with four fixes and no cases."""

    def __init__(self) -> None:
        self.cases = FakeCases()
        self.fixes = FakeFixes(list(FIXES))
        self.backend = FakeBackend()
        self.models = FakeModels()
        self.keys = FakeKeys()
        self.upkeep = FakeUpkeep()
        self.redactor = FakeRedactor()
        self.grabber = FakeGrabber()
        self.assistant = FakeAssistant(self.cases, self.fixes)
        self.server_key = FakeKeeper()
        self.times_changed = 0
        self.is_closed = False

    def change_backend(self) -> None:
        self.times_changed += 1

    def close(self) -> None:
        self.is_closed = True
