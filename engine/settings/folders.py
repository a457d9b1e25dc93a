"""Where Deskside keeps its files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from engine.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one profile. `DESKSIDE_HOME` puts them all below one folder."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @classmethod
    def of_user(cls) -> Folders:
        """Return this user's folders, as the platform names them."""
        home = os.environ.get("DESKSIDE_HOME")
        if home:
            return cls.below(Path(home).absolute())
        dirs = platformdirs.PlatformDirs("deskside", appauthor=False)
        return cls(
            Path(dirs.user_config_dir),
            Path(dirs.user_data_dir),
            Path(dirs.user_state_dir),
            Path(dirs.user_cache_dir),
        )

    @classmethod
    def below(cls, home: Path) -> Folders:
        return cls(home / "config", home / "data", home / "state", home / "cache")

    def create(self) -> None:
        """Make the folders, readable by this user alone. Raises SettingsError."""
        for folder in (self.config, self.data, self.state, self.cache):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise SettingsError("settings.no_folder", folder=folder, detail=str(error)) from error

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.toml"

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def logs(self) -> Path:
        return self.state / "logs"
