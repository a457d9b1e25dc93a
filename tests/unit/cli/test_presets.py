"""Presets on the command line: asked by, listed, exported, imported all or nothing."""

import json
from pathlib import Path

import pytest
from PIL import Image

from engine.cli import main
from engine.settings import Folders
from engine.wording import RESOURCES

SAMPLE = RESOURCES / "samples" / "support-en.png"
MINE = 'uid = "mine"\n[en]\nname = "Mine"\nprompt = "Do mine."\n[sampling]\ntop_k = 5\n'


def run(capsys: pytest.CaptureFixture[str], *arguments: str, language: str = "en") -> tuple[int, str, str]:
    code = main(["--lang", language, *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def own_file(name: str, content: str) -> Path:
    folder = Folders.of_user().config / "presets"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def test_a_picture_is_asked_about_by_a_preset_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Image.new("RGB", (64, 48), "white").save(tmp_path / "screen.png")
    code, out, _ = run(capsys, "ask", str(tmp_path / "screen.png"), "--preset", "fix", "--json")
    answer = json.loads(out)
    assert (code, answer["preset"], len(answer["pictures"])) == (0, "steps", 1)
    code, out, _ = run(capsys, "ask", "--case", str(answer["case"]), "--preset", "mail", "0x0000011b", "--json")
    second = json.loads(out)
    assert (second["case"], second["preset"]) == (answer["case"], "mail")
    assert second["citations"][0]["fix"] == "print-0x0000011b"


@pytest.mark.parametrize("words", [[], ["--preset", "steps"], [""], [str(SAMPLE), ""]])
def test_what_is_missing_is_wrong_usage(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask", *words])
    assert ended.value.code == 2


def test_an_unknown_preset_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    own_file("broken.toml", 'uid = "poem"\nnope = 1\n')
    code, _, err = run(capsys, "ask", "x", "--preset", "poem")
    assert code == 1
    assert "wrong, steps" in err
    assert "broken.toml, line 2" in err, "why it is not there is said too"


def test_all_presets_are_listed_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    own_file("mine.toml", MINE)
    code, out, err = run(capsys, "presets", "list")
    lines = [line.split("\t") for line in out.splitlines()]
    assert (code, err, len(lines)) == (0, "", 8)
    assert lines[4][:4] == ["table", "csv", "Table as CSV", "came with Deskside"]
    assert lines[-1] == ["mine", "", "Mine", "own", "top_k=5"]
    assert "表格转 CSV" in run(capsys, "presets", "list", language="zh")[1]
    rows = [json.loads(line) for line in run(capsys, "presets", "list", "--json")[1].splitlines()]
    assert (rows[-1]["uid"], rows[-1]["own"], rows[-1]["sampling"]) == ("mine", True, {"top_k": 5})


def test_a_damaged_file_is_named_and_the_others_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    own_file("bad.toml", MINE.replace("top_k = 5", "top_k = -5"))
    code, out, err = run(capsys, "presets", "list")
    assert (code, len(out.splitlines())) == (1, 7)
    assert "bad.toml, line 6" in err
    _, out, _ = run(capsys, "doctor", "--json")
    (check,) = [each for each in json.loads(out) if "bad.toml" in each["text"]]
    assert check["remedy"]


def test_presets_survive_export_and_import(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = own_file("mine.toml", MINE)
    assert run(capsys, "presets", "export", str(tmp_path / "some"), "csv", "Mine")[0] == 0
    assert sorted(path.name for path in (tmp_path / "some").iterdir()) == ["mine.toml", "table.toml"]
    assert "8" in run(capsys, "presets", "export", str(tmp_path / "all"))[1]
    file.unlink()
    code, out, _ = run(capsys, "presets", "import", str(tmp_path / "all"))
    assert code == 0
    assert out.splitlines()[0] == "+ mine"
    assert out.splitlines()[-1] == "Presets imported: 1 new, 0 changed, 7 as before."
    assert file.is_file()


def test_an_import_with_a_bad_file_takes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(MINE)
    bad.write_text("uid")
    code, out, err = run(capsys, "presets", "import", str(good), str(bad))
    assert (code, out) == (1, "")
    assert "bad.toml, line 1" in err
    assert not list((Folders.of_user().config / "presets").glob("*"))


def test_where_own_presets_are_off_none_is_imported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.toml").write_text(MINE)
    (tmp_path / "policy.toml").write_text('[settings]\n"answers.own_presets" = false\n')
    monkeypatch.setenv("DESKSIDE_POLICY", str(tmp_path / "policy.toml"))
    code, _, err = run(capsys, "presets", "import", str(tmp_path / "good.toml"))
    assert code == 1
    assert "answers.own_presets" in err
