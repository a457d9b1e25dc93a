"""Settings come from one table, are checked against it, and survive whatever happens to their file."""

from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.settings import TABLE, Folders, Settings


def test_every_default_passes_its_own_check() -> None:
    settings = Settings()
    for key, row in TABLE.items():
        settings.set(key, row.default)
        assert settings.get(key) == row.default
        assert row.en
        assert row.zh


def test_what_was_set_is_read_back(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.toml")
    settings.set("sampling.temperature", "0.25")
    settings.set("window.close_to_tray", "yes")
    settings.save()
    again = Settings.load(tmp_path / "settings.toml")
    assert again.number("sampling.temperature") == 0.25
    assert again.flag("window.close_to_tray") is True


def test_keys_of_another_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[future]\nmode = "fast"\n', encoding="utf-8")
    settings = Settings.load(path)
    settings.set("sampling.seed", 7)
    settings.save()
    assert 'mode = "fast"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("sampling.temperature", 3, "settings.out_of_range"),
        ("sampling.temperature", "warm", "settings.wrong_type"),
        ("window.theme", "pink", "settings.not_a_choice"),
        ("window.colour", "red", "settings.unknown"),
        ("window.close_to_tray", "perhaps", "settings.wrong_type"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(key: str, value: object, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings().set(key, value)
    assert refused.value.key == sentence


def test_a_broken_file_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[window\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        Settings.load(path)
    assert path.read_text(encoding="utf-8") == "[window\n"


def test_reset_brings_the_default_back() -> None:
    settings = Settings()
    settings.set("sampling.top_p", 0.1)
    settings.reset("sampling.top_p")
    assert settings.get("sampling.top_p") == TABLE["sampling.top_p"].default


def test_folders_are_for_this_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKSIDE_HOME", str(tmp_path / "home"))
    folders = Folders.of_user()
    folders.create()
    assert folders.data.is_relative_to(tmp_path / "home")
    assert folders.data.stat().st_mode & 0o077 == 0


def test_a_file_that_could_not_be_read_is_never_written_over_and_the_loss_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[window\ntheme = ", encoding="utf-8")
    settings = Settings.defaults_beside(file)
    settings.set("window.theme", "dark")
    with pytest.raises(SettingsError) as caught:
        settings.save()
    assert caught.value.key == "settings.not_kept"
    assert file.read_text(encoding="utf-8") == "[window\ntheme = "
    file.rename(tmp_path / "settings.toml.bad")
    settings.save()
    assert Settings.load(file).text("window.theme") == "dark"
