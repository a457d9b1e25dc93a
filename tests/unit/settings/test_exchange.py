"""Settings go to a file and come from one, within what the organisation has decided."""

from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.settings import Policy, Settings, export_settings, import_settings


def test_what_differs_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    given = Settings(tmp_path / "own.toml")
    given.set("window.theme", "dark")
    given.own_keys = {"case.new": ("F9",)}
    assert export_settings(given, tmp_path / "out.toml") == 1
    taker = Settings()
    taker.set("sampling.seed", 7)
    taken = import_settings(taker, tmp_path / "out.toml")
    assert taken.changed == ("window.theme",)
    assert taken.refused == ()
    assert taker.text("window.theme") == "dark"
    assert taker.integer("sampling.seed") == 7, "what the file does not name stays"
    assert taker.own_keys == {"case.new": ("F9",)}


def test_what_the_organisation_has_set_is_left_and_named(tmp_path: Path) -> None:
    path = tmp_path / "in.toml"
    path.write_text('[window]\ntheme = "dark"\n[model]\ndownloads = "asked"\n', encoding="utf-8")
    taker = Settings(policy=Policy(fixed={"model.downloads": "off"}))
    taken = import_settings(taker, path)
    assert taken.changed == ("window.theme",)
    assert taken.refused == ("model.downloads",)
    assert taker.text("model.downloads") == "off"


@pytest.mark.parametrize("text", ["[window", '[window]\ntheme = "pink"\n', "[keys]\n'case.new' = 3\n"])
def test_a_file_that_is_wrong_changes_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "in.toml"
    path.write_text("[sampling]\nseed = 9\n" + text, encoding="utf-8")
    taker = Settings()
    with pytest.raises(SettingsError):
        import_settings(taker, path)
    assert taker.changed == {}


def test_a_file_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        import_settings(Settings(), tmp_path / "none.toml")
    assert refused.value.key == "settings.unreadable"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        export_settings(Settings(), tmp_path / "file" / "out.toml")
    assert refused.value.key == "settings.unwritable"
