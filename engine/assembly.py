"""The one composition root: which adapter stands behind which port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.backends.absent import AbsentBackend
from engine.backends.catalogue.manifest import recommended_settings
from engine.backends.catalogue.pairing import choose
from engine.backends.chosen import ChosenBackend
from engine.backends.loading import Loading
from engine.backends.local import LocalBackend
from engine.domain.finding import CoverLook
from engine.domain.upkeep import Backup, Restored
from engine.errors import BackendError, ModelFileError
from engine.late import Late
from engine.ports import (
    Backend,
    CaseKeys,
    CaseStore,
    CaseUpkeep,
    FixStore,
    ModelCatalogue,
    PictureRedactor,
    ScreenGrabber,
    SecretKeeper,
)
from engine.redaction.core_dumps import forbid_core_dumps
from engine.redaction.late import LateRedactor
from engine.settings import Folders, Settings
from engine.store import kept_backups, needs_secret, open_store, restore_backup, rotate_key, take_in_profile, vault_of
from engine.store.server_key import ServerKey
from engine.wording import RESOURCES

if TYPE_CHECKING:
    from engine.assistant import Assistant
    from engine.backends.remote import RemoteBackend
    from engine.guard import Guard
    from engine.store.store import SqliteStore

__all__ = ["ClosedProfile", "Engine", "open_engine", "take_in_profile"]


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything that a window or a command needs, put together. Only what opens the case file is there at once."""

    settings: Settings
    folders: Folders
    cases: CaseStore
    fixes: FixStore
    upkeep: CaseUpkeep
    keys: CaseKeys
    server_key: SecretKeeper
    backend: ChosenBackend
    redactor: PictureRedactor
    late_assistant: Late[Assistant]
    late_grabber: Late[ScreenGrabber]
    late_models: Late[ModelCatalogue]

    @property
    def assistant(self) -> Assistant:
        return self.late_assistant()

    @property
    def grabber(self) -> ScreenGrabber:
        return self.late_grabber()

    @property
    def models(self) -> ModelCatalogue:
        return self.late_models()

    def change_backend(self) -> None:
        """Let what the settings name now answer; the case stays open. What it takes is taken when it is loaded."""
        self.backend.change()

    def close(self) -> None:
        """Stop the model process, close the case file, forget what was read. May be called twice."""
        self.redactor.forget()
        self.backend.close()
        self.cases.close()
        self.keys.close()


def open_engine(settings: Settings, folders: Folders, secret: str = "") -> Engine:
    """Open the case file and put the parts together. The model is loaded when it is first needed.

    `secret` is the passphrase or the recovery key, where one is wanted. Raises CasesLocked, StoreError and its kinds.
    """
    folders.create()
    keys = vault_of(folders, secret)
    store = open_store(folders, keys=keys)
    if not store.fixes():
        from engine.knowledge import read_folder  # at the first start alone

        store.put_fixes(read_folder(RESOURCES / "fixes"))
    backend = ChosenBackend(lambda: open_backend(settings, folders))
    redactor = open_redactor(settings, backend)
    return Engine(
        settings=settings,
        folders=folders,
        cases=store,
        fixes=store,
        upkeep=store,
        keys=keys,
        server_key=ServerKey.below(folders.config),
        backend=backend,
        redactor=redactor,
        late_assistant=Late(lambda: _open_assistant(settings, folders, store, backend, redactor)),
        late_grabber=Late(_open_grabber),
        late_models=Late(lambda: open_models(settings, folders)),
    )


def _open_assistant(
    settings: Settings, folders: Folders, store: SqliteStore, backend: Backend, redactor: PictureRedactor
) -> Assistant:
    from engine.assistant import Assistant

    return Assistant(
        cases=store,
        fixes=store,
        backend=backend,
        redactor=redactor,
        guard=open_guard(folders),
        suggestion_count=settings.integer("answers.suggested_fixes"),
        config_folder=folders.config,
    )


def _open_grabber() -> ScreenGrabber:
    from engine.capture import best_grabber

    return best_grabber()


@dataclass(frozen=True, slots=True)
class ClosedProfile:
    """What can be done to a profile while its case file is closed."""

    folders: Folders

    def backups(self) -> Sequence[Backup]:
        """Return the backups there are, newest first."""
        return kept_backups(self.folders)

    def needs_secret(self) -> bool:
        """Whether a passphrase is wanted before one is put back."""
        return needs_secret(self.folders)

    def restore(self, backup: Path, secret: str) -> Restored:
        """Put a backup in the place of the case file, which is set aside whole."""
        return restore_backup(self.folders, backup, secret=secret)

    def rotate_key(self, secret: str) -> str:
        """Encrypt everything anew under another master key; returns the new recovery key, if there was one."""
        return rotate_key(self.folders, secret=secret)


def open_redactor(settings: Settings, backend: Backend | None = None) -> PictureRedactor:
    """Return what finds and covers; its rules and models are loaded when they are first needed, or told to be ready.

    With a back end its model may be asked for a second look. From here on raw pixels are in memory, so this process
    leaves no memory image when it crashes.
    """
    forbid_core_dumps()

    def make() -> PictureRedactor:
        from engine.redaction import ScreenReader, ScreenRedactor

        rules = ScreenRedactor(ScreenReader(), CoverLook(settings.text("redaction.look")), settings.redaction_rules)
        if backend is None:
            return rules
        from engine.assistant import SecondLookRedactor

        is_wanted = partial(settings.flag, "redaction.second_pass")
        return SecondLookRedactor(rules, backend, is_wanted, settings.redaction_rules)

    return LateRedactor(make)


def open_guard(folders: Folders) -> Guard:
    from engine.guard import Guard

    return Guard.from_folder(folders.config)


def open_models(settings: Settings, folders: Folders) -> ModelCatalogue:
    """Return the models that are known and those on this machine; nothing is read yet."""
    from engine.backends.catalogue.folder import FolderCatalogue

    return FolderCatalogue(settings, folders)


def open_backend(settings: Settings, folders: Folders) -> Backend:
    """Return the site's server, the local model, the one behind the other, or what says that there is none."""
    local = open_local(settings, folders)
    try:
        server = open_server(settings, folders)
    except BackendError as error:  # shown with the first question: the desk works without the server
        return AbsentBackend(str(error), error)
    if server is None:
        return local
    if isinstance(local, LocalBackend) and settings.flag("server.fallback"):
        from engine.backends.stand_in import StandInBackend

        return StandInBackend(server, local)
    return server


def open_server(settings: Settings, folders: Folders) -> RemoteBackend | None:
    """Return the model server that is set; None where none is. Raises BackendError for an address that is none."""
    url, proxy = settings.text("server.url").strip(), settings.text("server.proxy").strip()
    if not url:
        return None
    # Imported here: a desk without a server needs nothing that speaks to one.
    from engine.backends.remote import RemoteBackend
    from engine.backends.server_link import Patience, ServerAddress, ServerLink

    link = ServerLink(
        ServerAddress.parse(url),
        ca_file=settings.text("server.ca_file").strip(),
        proxy=ServerAddress.parse(proxy) if proxy else None,
        patience=Patience(
            connect_s=settings.integer("server.connect_s"),
            first_s=settings.integer("server.timeout_s"),
            pause_s=settings.integer("server.pause_s"),
        ),
    )
    key = ServerKey.below(folders.config)
    return RemoteBackend(link, model=settings.text("server.model").strip(), key=key.read)


def open_local(settings: Settings, folders: Folders) -> Backend:
    """Return the local model, or what says that there is none."""
    settings.recommended = {}
    try:
        model = choose(settings, folders)
    except ModelFileError as error:
        return AbsentBackend(str(error))
    if model is None:
        return AbsentBackend()
    settings.recommended = recommended_settings(model.manifest)
    return LocalBackend(
        model.weights,
        model.projector,
        Loading(
            device=settings.text("model.device"),
            context_tokens=settings.integer("model.context_tokens"),
            image_tokens=(settings.integer("model.image_tokens_min"), settings.integer("model.image_tokens_max")),
            threads=settings.integer("model.threads"),
            kv_type=settings.text("model.kv_type"),
            memory_limit_mb=settings.integer("model.memory_limit_mb"),
            adapters=model.adapters,
        ),
        model_name=model.title,
        log_folder=folders.logs,
        idle_minutes=settings.integer("model.idle_minutes"),
    )
