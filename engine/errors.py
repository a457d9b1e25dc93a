"""Faults of the surroundings, each with a remedy. Anything else that is raised is a bug.

    DesksideError
    ├── PictureError        a picture that cannot or must not be opened
    ├── CaptureError        the screen cannot be grabbed here
    ├── RedactionError      covering failed
    │   └── StillLegible    something sensitive can still be read after covering; nothing may be sent
    ├── BackendError        the model cannot answer
    │   ├── WorkerDied      the model process, or the line to the server, ended in mid-work
    │   ├── ServerUnavailable   the server cannot be had now; a model on this machine may stand in
    │   └── ModelFileError  a model file is missing, damaged, or not one of its pair
    ├── StoreError          the case file
    │   ├── KeyMissing      the key that opens it is not here
    │   │   └── CasesLocked a passphrase or the recovery key is wanted
    │   ├── NewerStore      written by a newer Deskside; left as it is
    │   ├── StoreDamaged    damaged; set aside, never erased
    │   └── StoreFull       no room on the disk
    ├── KnowledgeError      a canned fix that cannot be read
    ├── SettingsError       a setting out of range, or a settings file that cannot be read
    ├── Blocked             refused by policy
    └── Cancelled           the agent stopped it

An error names its sentence by key (see `engine.wording`), so that it can be shown in the agent's language.
"""

from engine.wording import Language, remedy, say


class DesksideError(Exception):
    """A known fault. `key` names the sentence; `detail` is for the log and never holds screen content."""

    exit_code = 1

    def __init__(self, key: str, *, detail: str = "", **values: object) -> None:
        self.key = key
        self.values = values
        self.detail = detail
        super().__init__(say(key, Language.EN, **values))

    def message(self, language: Language = Language.EN) -> str:
        """Say what happened."""
        return say(self.key, language, **self.values)

    def remedy(self, language: Language = Language.EN) -> str:
        """Say what the reader can do, or nothing."""
        return remedy(self.key, language, **self.values)


class PictureError(DesksideError):
    """A picture that cannot or must not be opened."""


class CaptureError(DesksideError):
    """The screen cannot be grabbed here."""


class RedactionError(DesksideError):
    """Covering failed."""

    exit_code = 4


class StillLegible(RedactionError):
    """Something sensitive can still be read on the covered picture."""


class BackendError(DesksideError):
    """The model cannot answer."""


class WorkerDied(BackendError):
    """The model process, or the line to the server, ended in mid-work."""


class ServerUnavailable(BackendError):
    """The server cannot be had now, through no fault of the request: a model on this machine may stand in."""


class ModelFileError(BackendError):
    """A model file is missing, damaged, or not one of its pair."""


class StoreError(DesksideError):
    """The case file cannot be used."""


class KeyMissing(StoreError):
    """The key that opens the case file is not here."""


class CasesLocked(KeyMissing):
    """A person has to give the passphrase or the recovery key."""


class NewerStore(StoreError):
    """The case file was written by a newer Deskside."""


class StoreDamaged(StoreError):
    """The case file is damaged."""


class StoreFull(StoreError):
    """There is no room left on the disk."""


class KnowledgeError(DesksideError):
    """A canned fix that cannot be read."""


class SettingsError(DesksideError):
    """A setting out of range, or a settings file that cannot be read."""


class Blocked(DesksideError):
    """Refused by policy."""

    exit_code = 4


class Cancelled(DesksideError):
    """The agent stopped it."""

    exit_code = 3
