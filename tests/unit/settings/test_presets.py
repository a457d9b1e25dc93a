"""Which presets there are: the shipped ones and the site's own; imported and exported whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.domain.preset import TYPED, Preset
from engine.errors import SettingsError
from engine.settings import PresetFolder, Settings, export_presets, import_presets
from engine.settings.preset_file import preset_as_toml
from engine.wording import Language

SHIPPED = PresetFolder.read().readable
MINE = 'uid = "mine"\nshortcut = "m"\n[en]\nname = "Mine"\nprompt = "Do mine."\n[sampling]\ntop_k = 5\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "presets"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def uids(folder: PresetFolder) -> list[str]:
    return [preset.uid for preset in folder.readable]


# --- those that came with Deskside ----------------------------------------------------------------------------------


def test_the_seven_tasks_of_a_desk_come_with_it() -> None:
    assert uids(PresetFolder.read()) == ["wrong", "steps", "mail", "read", "table", "translate", "logs"]


@pytest.mark.parametrize("preset", SHIPPED, ids=lambda preset: preset.uid)
def test_a_shipped_preset_speaks_both_languages_and_takes_what_is_typed(preset: Preset) -> None:
    assert set(preset.texts) == set(Language)
    for text in preset.texts.values():
        assert text.about
        assert text.prompt.count(TYPED) == 1
        (line,) = [line for line in text.prompt.splitlines() if TYPED in line]
        assert line.endswith(TYPED), "left out whole where nothing was typed"
    assert preset.icon
    assert preset.shortcut
    assert not preset.adapters, "which adapters a site has nobody knows"


@pytest.mark.parametrize("preset", SHIPPED, ids=lambda preset: preset.uid)
def test_what_a_shipped_preset_quotes_it_reads_off_the_screen(preset: Preset) -> None:
    says = {Language.EN: ("on the screen", "in the log"), Language.ZH: ("屏幕", "日志")}
    for language, text in preset.texts.items():
        assert any(words in text.prompt for words in says[language])


# --- the site's own -------------------------------------------------------------------------------------------------


def test_own_presets_stand_behind_the_shipped_ones(own: Path) -> None:
    (own / "mine.toml").write_text(MINE)
    folder = PresetFolder.read(own)
    assert uids(folder)[-1] == "mine"
    assert [preset.is_own for preset in folder.readable] == [False] * 7 + [True]


def test_an_own_preset_takes_the_place_of_the_shipped_one_with_its_uid(own: Path) -> None:
    (own / "any-name.toml").write_text(MINE.replace('"mine"', '"steps"'))
    folder = PresetFolder.read(own)
    assert uids(folder)[1] == "steps"
    assert (folder.readable[1].name(Language.EN), folder.readable[1].is_own) == ("Mine", True)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("uid = ", "presets.not_toml"),
        (MINE, "presets.twice"),
        (MINE.replace('"mine"', '"other"'), "presets.name_taken"),
        (MINE.replace('"mine"', '"other"').replace("Mine", "translate").replace('"m"', '"o"'), "presets.name_taken"),
        (MINE.replace('"mine"', '"other"').replace("Mine", "Other").replace('"m"', '"CSV"'), "presets.name_taken"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_the_others_hold(own: Path, content: str, key: str) -> None:
    (own / "a.toml").write_text(MINE)
    (own / "b.toml").write_text(content)
    folder = PresetFolder.read(own)
    assert uids(folder) == [*(preset.uid for preset in SHIPPED), "mine"]
    assert [error.key for error in folder.damaged] == [key]
    assert "b.toml" in folder.damaged[0].message()
    assert key == "presets.twice" or "line" in folder.damaged[0].message()
    assert folder.damaged[0].remedy(Language.ZH)


def test_hidden_and_other_files_are_left_out(own: Path) -> None:
    for name in (".mine.toml", ".mine.toml.new", "mine.toml.bak", "readme.md"):
        (own / name).write_text("junk")
    folder = PresetFolder.read(own)
    assert (len(folder.readable), folder.damaged) == (7, ())


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert PresetFolder.read(tmp_path / "none").readable == SHIPPED


def test_a_preset_is_found_by_what_people_call_it() -> None:
    folder = PresetFolder.read()
    assert {folder.named(name).uid for name in ("table", "CSV", "table as csv", "表格转 csv")} == {"table"}
    assert folder.with_uid("csv") is None
    with pytest.raises(SettingsError) as caught:
        folder.named("poem")
    assert "wrong, steps" in caught.value.message()


# --- policy and settings --------------------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path, own: Path) -> Settings:
    (own / "mine.toml").write_text(MINE + "temperature = 1.5\nmax_tokens = 100\n" + "seed = 4\n")
    (own / "bank.toml").write_text('uid = "bank"\nadapters = ["bank"]\n[en]\nname = "Bank"\nprompt = "x"\n')
    return Settings.load(tmp_path / "config" / "settings.toml")


def test_what_the_organisation_has_decided_no_preset_changes(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[settings]\n"sampling.temperature" = 0.2\n"model.adapters" = ""\n')
    assert settings.presets().named("bank").adapters == ("bank",)
    monkeypatch.setenv("DESKSIDE_POLICY", str(policy))
    assert settings.path is not None
    bound = Settings.load(settings.path).presets()
    assert bound.named("mine").sampling == {"top_k": 5, "max_tokens": 100, "seed": 4}
    assert bound.named("bank").adapters == ()


@pytest.mark.parametrize("by_policy", [False, True])
def test_own_presets_can_be_switched_off(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_policy: bool
) -> None:
    if by_policy:
        policy = tmp_path / "policy.toml"
        policy.write_text('[settings]\n"answers.own_presets" = false\n')
        monkeypatch.setenv("DESKSIDE_POLICY", str(policy))
        assert settings.path is not None
        settings = Settings.load(settings.path)
    else:
        settings.set("answers.own_presets", False)
    assert uids(settings.presets()) == [preset.uid for preset in SHIPPED]
    with pytest.raises(SettingsError) as caught:
        _ = settings.presets_folder
    assert caught.value.key == "presets.own_forbidden"


def test_a_model_that_thinks_keeps_its_room(settings: Settings) -> None:
    assert settings.presets().named("mine").sampling["max_tokens"] == 100
    settings.recommended = {"sampling.max_tokens": 8192}
    assert settings.presets().named("mine").sampling["max_tokens"] == 8192
    assert "max_tokens" not in settings.presets().named("steps").sampling


# --- import and export ----------------------------------------------------------------------------------------------


def test_what_is_exported_imports_as_it_was(own: Path, stick: Path) -> None:
    (own / "mine.toml").write_text(MINE)
    before = PresetFolder.read(own)
    assert len(export_presets(before.readable, stick)) == 8
    (own / "mine.toml").unlink()
    report = import_presets([stick], own)
    assert (report.added, report.changed, len(report.unchanged)) == (("mine",), (), 7)
    assert PresetFolder.read(own) == before
    assert list(contents(own)) == ["mine.toml"], "what came with Deskside is not copied"


def test_an_import_tells_what_is_new_and_what_has_changed(own: Path, stick: Path) -> None:
    (own / "called-otherwise.toml").write_text(MINE)
    (stick / "1.toml").write_text(MINE.replace("Do mine.", "Do mine better."))
    (stick / "2.toml").write_text(preset_as_toml(replace(SHIPPED[0], sampling={"top_k": 3})))
    (stick / "3.toml").write_text(MINE.replace('"mine"', '"new"').replace('"Mine"', '"New"').replace('"m"', '"n"'))
    report = import_presets([stick / "1.toml", stick / "2.toml", stick / "3.toml"], own)
    assert (report.added, report.changed, report.unchanged) == (("new",), ("mine", "wrong"), ())
    assert sorted(contents(own)) == ["called-otherwise.toml", "new.toml", "wrong.toml"]
    assert PresetFolder.read(own).named("mine").prompt("", Language.EN) == "Do mine better."
    assert import_presets([stick], own).unchanged == ("mine", "wrong", "new")


@pytest.mark.parametrize(
    ("bad", "key"),
    [
        ("junk", "presets.not_toml"),
        (MINE, "presets.twice"),
        (MINE.replace('"mine"', '"z"'), "presets.name_taken"),
        ('uid = "z"\n[en]\nname = "Steps to fix"\nprompt = "x"\n', "presets.name_taken"),
        ('uid = "z"\n[en]\nname = "Taken"\nprompt = "x"\n', "presets.name_taken"),
    ],
)
def test_one_bad_file_and_nothing_is_taken(own: Path, stick: Path, bad: str, key: str) -> None:
    (own / "taken.toml").write_text('uid = "taken"\n[en]\nname = "Taken"\nprompt = "x"\n')
    (stick / "a.toml").write_text(MINE)
    (stick / "b.toml").write_text(bad)
    before = contents(own)
    with pytest.raises(SettingsError) as caught:
        import_presets([stick], own)
    assert caught.value.key == key
    assert "b.toml" in caught.value.message()
    assert contents(own) == before


def test_links_are_not_followed_out_of_a_strangers_folder(own: Path, stick: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text(MINE)
    (stick / "a.toml").symlink_to(tmp_path / "secret.toml")
    with pytest.raises(SettingsError) as caught:
        import_presets([stick], own)
    assert caught.value.key == "presets.no_plain_file"


def test_an_empty_folder_and_one_with_too_many_files_are_refused(own: Path, stick: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        import_presets([stick], own)
    assert caught.value.key == "presets.nothing_there"
    for number in range(201):
        (stick / f"{number}.toml").touch()
    with pytest.raises(SettingsError) as refused:
        import_presets([stick], own)
    assert refused.value.key == "presets.too_many"
    assert contents(own) == {}


def test_a_damaged_own_file_is_not_written_over(own: Path, stick: Path) -> None:
    (own / "mine.toml").write_text("something that somebody was working on")
    (stick / "a.toml").write_text(MINE)
    import_presets([stick], own)
    assert (own / "mine.toml").read_text() == "something that somebody was working on"
    assert PresetFolder.read(own).named("mine")


def test_a_disk_that_fails_in_the_middle_leaves_all_as_it_was(
    own: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "mine.toml").write_text(MINE)
    (stick / "a.toml").write_text(MINE.replace("Do mine.", "Do mine better."))
    (stick / "b.toml").write_text('uid = "z"\n[en]\nname = "Z"\nprompt = "x"\n')
    before = contents(own)
    whole = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "z.toml":
            raise OSError("no space left")
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(SettingsError) as caught:
        import_presets([stick], own)
    assert caught.value.key == "presets.unwritable"
    assert contents(own) == before


def test_an_import_goes_round_a_link_that_was_laid_for_its_drafts(own: Path, stick: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine alone")
    (own / ".mine.toml.new").symlink_to(victim)
    (stick / "a.toml").write_text(MINE)
    import_presets([stick], own)
    assert victim.read_text() == "mine alone"
