"""A policy can only make things stricter, and a damaged one makes them strictest."""

from pathlib import Path

import pytest

from engine.domain.finding import EntityType
from engine.domain.rules import ASKABLE, Treatment
from engine.errors import SettingsError
from engine.settings import TABLE, Policy, Settings, policy_file


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "policy.toml"
    monkeypatch.setenv("DESKSIDE_POLICY", str(path))
    return path


def test_every_kind_has_a_row_that_covers_by_default() -> None:
    for kind in ASKABLE:
        row = TABLE[f"redaction.{kind.value}"]
        assert (row.default, bool(row.en), bool(row.zh)) == ("cover", True, True)


def test_without_a_policy_the_site_decides() -> None:
    settings = Settings()
    settings.set("redaction.EMAIL", "leave")
    assert settings.redaction_rules().treatment(EntityType.EMAIL) is Treatment.LEAVE
    assert settings.redaction_rules().treatment(EntityType.PHONE) is Treatment.COVER


def test_what_is_always_covered_can_be_set_to_nothing_else(policy: Path) -> None:
    policy.write_text('[redaction]\nalways_cover = ["PASSWORD"]\n', encoding="utf-8")
    settings = Settings()
    for wanted in ("ask", "leave"):
        with pytest.raises(SettingsError) as refused:
            settings.set("redaction.PASSWORD", wanted)
        assert refused.value.key == "settings.set_by_organisation"
    assert settings.is_fixed("redaction.PASSWORD")
    assert not settings.is_fixed("redaction.EMAIL")
    assert settings.redaction_rules().always_covered == {EntityType.PASSWORD}


def test_a_settings_file_that_says_otherwise_is_overruled(policy: Path, tmp_path: Path) -> None:
    policy.write_text("[redaction]\nforbid_leave = true\n", encoding="utf-8")
    file = tmp_path / "settings.toml"
    file.write_text('[redaction]\nEMAIL = "leave"\nPHONE = "ask"\n', encoding="utf-8")
    settings = Settings.load(file)
    assert (settings.get("redaction.EMAIL"), settings.get("redaction.PHONE")) == ("ask", "ask")


def test_a_policy_that_asks_for_less_changes_nothing(policy: Path) -> None:
    policy.write_text('[settings]\n"redaction.EMAIL" = "leave"\n', encoding="utf-8")
    assert Settings().get("redaction.EMAIL") == "cover"


def test_a_fixed_value_holds_and_cannot_be_changed(policy: Path) -> None:
    policy.write_text('[settings]\n"redaction.look" = "plain"\n"redaction.IP" = "ask"\n', encoding="utf-8")
    settings = Settings()
    assert settings.get("redaction.look") == "plain"
    with pytest.raises(SettingsError):
        settings.set("redaction.look", "label")
    with pytest.raises(SettingsError):
        settings.set("redaction.IP", "leave")
    settings.set("redaction.IP", "ask")


@pytest.mark.parametrize(
    "text",
    [
        "[redaction\n",
        '[redaction]\nalways_cover = ["PASSWORDS"]\n',
        "[redaction]\nalways_cover = true\n",
        '[redaction]\nforbid_leave = "yes"\n',
        "[redaction]\nalways_covered = []\n",
        "[redactions]\n",
        "redaction = 3\n",
        '[settings]\n"window.theme" = "pink"\n',
        '[settings]\n"window.colour" = "red"\n',
    ],
)
def test_a_policy_that_cannot_be_understood_is_the_strictest(policy: Path, text: str) -> None:
    policy.write_text(text, encoding="utf-8")
    settings = Settings()
    assert settings.policy.damage
    assert settings.redaction_rules().always_covered == set(ASKABLE)
    assert Settings().policy.damage, "also when the settings file could not be read"


def test_an_unreadable_policy_is_the_strictest(tmp_path: Path) -> None:
    folder = tmp_path / "policy.toml"
    folder.mkdir()
    assert Policy.read(folder).always_covered == set(ASKABLE)


def test_a_machine_with_a_policy_follows_no_other(policy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert policy_file() == policy
    monkeypatch.setattr("os.path.lexists", lambda path: True)
    assert policy_file() != policy


def allow(folder: Path, content: bytes) -> None:
    (folder / "entities").mkdir()
    (folder / "entities" / "allow.txt").write_bytes(content)


def test_the_allow_list_stands_with_the_other_lists(tmp_path: Path) -> None:
    allow(tmp_path, b"# our own line\n400-820-8820\n")
    rules = Settings.load(tmp_path / "settings.toml").redaction_rules()
    assert rules.allows(EntityType.PHONE, "400 820 8820")
    assert not rules.allows(EntityType.PHONE, "400 820 8821")


def test_a_list_that_cannot_be_read_stops_the_work(tmp_path: Path) -> None:
    allow(tmp_path, b"\xff\xfe\x00")
    with pytest.raises(SettingsError):
        Settings.load(tmp_path / "settings.toml").redaction_rules()
