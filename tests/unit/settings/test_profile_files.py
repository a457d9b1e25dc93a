"""Profiles are written as files that read back the same, and never over another's."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.domain.finding import CoverExtent, EntityType
from engine.domain.rules import Profile, Treatment
from engine.domain.screen import Application
from engine.errors import SettingsError
from engine.settings import ProfileFolder, free_name, keep_profile, remove_profile

WHOLE = Profile(
    'SAP "GUI" \\ 财务',
    Application("saplogon*", "", "*Easy\tAccess*"),
    {EntityType.IP: Treatment.LEAVE, EntityType.PERSON: Treatment.ASK},
    ("PROJECT-*", "机密"),
    frozenset({"0800123456"}),
    CoverExtent.BOX,
)


def names(folder: Path) -> list[str]:
    return [profile.name for profile in ProfileFolder.read(folder).readable]


@pytest.mark.parametrize("profile", [WHOLE, Profile("bare")])
def test_what_is_written_reads_back_the_same(tmp_path: Path, profile: Profile) -> None:
    keep_profile(tmp_path / "profiles", profile)
    assert ProfileFolder.read(tmp_path / "profiles") == ProfileFolder((profile,))


def test_a_changed_profile_keeps_its_file(tmp_path: Path) -> None:
    (tmp_path / "by_hand.toml").write_text('name = "SAP"\n')
    keep_profile(tmp_path, replace(WHOLE, name="SAP two"), replaced="SAP")
    assert [path.name for path in tmp_path.iterdir()] == ["by_hand.toml"]
    assert names(tmp_path) == ["SAP two"]


def test_no_profile_takes_the_name_of_another(tmp_path: Path) -> None:
    keep_profile(tmp_path, Profile("SAP"))
    keep_profile(tmp_path, Profile("Citrix"))
    with pytest.raises(SettingsError) as refused:
        keep_profile(tmp_path, Profile("sap"), replaced="Citrix")
    assert refused.value.key == "settings.profile_name_taken"
    keep_profile(tmp_path, Profile("sap"), replaced="SAP")
    assert sorted(names(tmp_path)) == ["Citrix", "sap"]


def test_no_profile_is_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        keep_profile(tmp_path, Profile("  "))
    assert refused.value.key == "settings.profile_unnamed"


def test_names_that_make_the_same_file_name_get_files_of_their_own(tmp_path: Path) -> None:
    for name in ("a/b", "a:b", "../a b", "财务"):
        keep_profile(tmp_path, Profile(name))
    assert sorted(names(tmp_path)) == sorted(["a/b", "a:b", "../a b", "财务"])
    assert {path.parent for path in tmp_path.rglob("*.toml")} == {tmp_path}


def test_a_removed_profile_is_gone_and_a_damaged_file_stays(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[")
    keep_profile(tmp_path, Profile("SAP"))
    remove_profile(tmp_path, "SAP")
    remove_profile(tmp_path, "SAP")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("a file where the folder should be")
    with pytest.raises(SettingsError) as refused:
        keep_profile(tmp_path / "profiles", Profile("SAP"))
    assert refused.value.key == "settings.unwritable"


def test_free_names_count_on() -> None:
    assert free_name("SAP", []) == "SAP"
    assert free_name("SAP", ["sap", "SAP 2"]) == "SAP 3"
