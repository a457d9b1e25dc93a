"""The model files of this machine: the adapter behind the port `ModelCatalogue`."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from engine.backends.catalogue import adding
from engine.backends.catalogue.checking import check_file
from engine.backends.catalogue.download import Download, note_of, part_of
from engine.backends.catalogue.estimate import estimate
from engine.backends.catalogue.fetching import Mirror, is_url
from engine.backends.catalogue.footprint import footprint_of_files
from engine.backends.catalogue.lock import held, lock_of
from engine.backends.catalogue.machine import memory_of_machine
from engine.backends.catalogue.manifest import manifests, recommended_settings
from engine.backends.catalogue.pairing import STARTER, InstalledModel, check_pair, choose, installed, model_folder
from engine.domain.catalogue import FileStanding, ModelEntry, Transfer
from engine.domain.memory import KvType, MachineMemory, MemoryEstimate
from engine.domain.model import ModelFile, ModelManifest
from engine.errors import Blocked, ModelFileError
from engine.ports.backend import StopSignal
from engine.settings import Folders, Settings

_LEFT_BEHIND = (".damaged", ".adding")


class FolderCatalogue:
    """Knows the manifests, and the folder that the settings name."""

    def __init__(
        self,
        settings: Settings,
        folders: Folders,
        known: Sequence[ModelManifest] | None = None,
    ) -> None:
        self._settings = settings
        self._folders = folders
        self._known = manifests() if known is None else known
        self._memory: MachineMemory | None = None
        self._memory_lock = threading.Lock()

    @property
    def folder(self) -> Path:
        return model_folder(self._settings, self._folders)

    def entries(self) -> list[ModelEntry]:
        there = installed(self.folder, self._known)
        chosen = self._chosen()
        came_along = installed(STARTER, self._known)
        by_id = {model.manifest.id: model for model in (*came_along, *there) if model.manifest}
        listed = [manifest for manifest in self._known if manifest.published_as or manifest.id in by_id]
        rows = [self._known_entry(manifest, by_id.get(manifest.id), chosen) for manifest in listed]
        rows += [_found_entry(model, chosen) for model in there if model.manifest is None]
        return sorted(rows, key=lambda row: row.size_bytes)

    def estimate(self, name: str) -> MemoryEstimate | None:
        model = self._installed(name)
        manifest = self._manifest(name)
        if model is None and manifest is None:
            raise ModelFileError("model.not_known", name=name)
        if model is None and (manifest is None or manifest.shape is None):
            return None
        parts = footprint_of_files(model.weights, model.projector) if model else manifest
        if parts is None:
            return None
        # Each by its own limits, also while another answers; what the agent or the site has set holds for all.
        own = replace(self._settings, recommended=recommended_settings(model.manifest if model else manifest))
        return estimate(
            parts,
            self.memory(),
            own.integer("model.context_tokens"),
            own.integer("model.image_tokens_max"),
            KvType(own.text("model.kv_type")),
        )

    def memory(self) -> MachineMemory:
        """Return what was free when first asked; the devices are asked only once."""
        with self._memory_lock:
            if self._memory is None:
                self._memory = memory_of_machine()
            return self._memory

    def add(self, source: Path, stop: StopSignal) -> Iterator[Transfer]:
        return adding.add(source, self.folder, self._known, stop)

    def verify(self, name: str, stop: StopSignal) -> Iterator[Transfer]:
        model = self._installed(name)
        if model is None:
            raise ModelFileError("model.not_installed", name=name)
        check_pair(model.weights, model.projector)
        known = model.manifest
        pairs = (
            (model.weights, known.weights if known else ModelFile(model.weights.name)),
            (model.projector, known.projector if known else ModelFile(model.projector.name)),
            *((path, known.adapters[name] if known else ModelFile(path.name)) for name, path in model.adapters.items()),
        )
        for path, file in pairs:
            yield from check_file(path, file, stop)
            if stop.is_set():
                return

    def download(self, name: str, stop: StopSignal, file: str = "") -> Iterator[Transfer]:
        refusal = self.why_no_download()
        if refusal:
            raise Blocked(refusal) if refusal == "model.downloads_off" else ModelFileError(refusal)
        manifest = self._manifest(name)
        if manifest is None:
            raise ModelFileError("model.not_known", name=name)
        for wanted in manifest.files:
            if file in ("", wanted.name) and not stop.is_set():
                yield from self._fetched(manifest, wanted, stop)

    def why_no_download(self) -> str:
        if self._settings.text("model.downloads") == "off":
            return "model.downloads_off"
        return "" if self._settings.text("model.mirror") else "model.no_mirror"

    def remove(self, name: str) -> None:
        model, manifest = self._installed(name), self._manifest(name)
        paths = [model.weights, model.projector] if model else []
        if manifest is not None:
            paths += [self._target(manifest, file) for file in manifest.files]
        left = [path for target in paths for path in (target, *_beside(target)) if path.is_file()]
        if not left or not all(path.is_relative_to(self.folder) for path in left):
            raise ModelFileError("model.not_installed", name=name)
        locks = {lock_of(part_of(target)) for target in paths}
        try:
            with ExitStack() as stack:
                for target in dict.fromkeys(paths):
                    if target.parent.is_dir():
                        stack.enter_context(held(part_of(target)))  # not while it is being downloaded
                for path in left:
                    if path not in locks:  # these go when they are let go
                        path.unlink(missing_ok=True)
            for place in {path.parent for path in left} - {self.folder}:
                if not any(place.iterdir()):
                    place.rmdir()
        except OSError as error:
            raise ModelFileError("model.cannot_remove", name=name, detail=str(error)) from error

    # --- details ------------------------------------------------------------------------------------------------------

    def _fetched(self, manifest: ModelManifest, file: ModelFile, stop: StopSignal) -> Iterator[Transfer]:
        place = self._settings.text("model.mirror")
        target = self._target(manifest, file)
        if is_url(place):
            mirror = Mirror(place, self._settings.text("model.mirror_hosts"))
            addresses = mirror.addresses(manifest.published_as, manifest.revision, file.name)
            yield from Download(file, target, mirror, addresses).run(stop)
            return
        layouts = (Path(place, manifest.published_as, "resolve", manifest.revision or "main"), Path(place))
        source = next((folder / file.name for folder in layouts if (folder / file.name).is_file()), None)
        if source is None:
            raise ModelFileError("model.not_on_mirror", name=file.name, host=place)
        yield from adding.add(source, self.folder, self._known, stop)

    def _target(self, manifest: ModelManifest, file: ModelFile) -> Path:
        return self.folder / manifest.id / file.name

    def _chosen(self) -> InstalledModel | None:
        try:
            return choose(self._settings, self._folders, self._known)
        except ModelFileError:
            return None  # the one that is named is not there; the window says so elsewhere

    def _installed(self, name: str) -> InstalledModel | None:
        there = (*installed(self.folder, self._known), *installed(STARTER, self._known))
        return next((model for model in there if model.name == name), None)

    def _manifest(self, name: str) -> ModelManifest | None:
        return next((manifest for manifest in self._known if manifest.id == name), None)

    def _known_entry(
        self, manifest: ModelManifest, model: InstalledModel | None, chosen: InstalledModel | None
    ) -> ModelEntry:
        paths = {file: self._target(manifest, file) for file in manifest.files}
        if model is not None:
            paths |= {manifest.weights: model.weights, manifest.projector: model.projector}
        files = tuple(_standing(file, path) for file, path in paths.items())
        return ModelEntry(
            name=manifest.id,
            title=manifest.title,
            size_bytes=manifest.size_bytes,
            files=files,
            is_chosen=model is not None and chosen is not None and model.weights == chosen.weights,
            can_be_removed=any(file.there_bytes for file in files) and not (model and model.weights.parent == STARTER),
            manifest=manifest,
        )


def _standing(file: ModelFile, path: Path) -> FileStanding:
    is_there = path.is_file()
    place = path if is_there else part_of(path)
    there_bytes = place.stat().st_size if place.is_file() else 0
    return FileStanding(file.name, file.size_bytes, there_bytes, is_there, bool(file.sha256))


def _found_entry(model: InstalledModel, chosen: InstalledModel | None) -> ModelEntry:
    sizes = {path: path.stat().st_size for path in (model.weights, model.projector)}
    files = tuple(FileStanding(path.name, size, size, True, False) for path, size in sizes.items())
    is_chosen = chosen is not None and model.weights == chosen.weights
    return ModelEntry(model.name, model.title, sum(sizes.values()), files, is_chosen, True, model.manifest)


def _beside(target: Path) -> tuple[Path, ...]:
    """Return what an unfinished or refused transfer may have left beside a file."""
    return (
        part_of(target),
        note_of(target),
        lock_of(part_of(target)),
        *(target.with_name(target.name + suffix) for suffix in _LEFT_BEHIND),
    )
