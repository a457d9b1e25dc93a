"""A folder of pictures: each is a new file, a bad one stops nobody, and the exit code tells the worst."""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from engine import assembly
from engine.cli import main
from engine.domain.finding import RedactionPlan
from engine.domain.picture import Capture, RedactedImage
from engine.errors import StillLegible
from engine.ports import PictureRedactor
from engine.redaction import ScreenReader, ScreenRedactor
from engine.settings import Settings

EMAIL = "grace.hopper@clinic-north.example"


def draw(path: Path, text: str) -> None:
    image = Image.new("RGB", (640, 90), "white")
    ImageDraw.Draw(image).text((20, 30), text, fill="black", font=ImageFont.load_default(22))
    path.parent.mkdir(exist_ok=True)
    image.save(path)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    draw(folder / "one.png", f"E-mail: {EMAIL}")
    draw(folder / "sub" / "two.jpg", f"E-mail: {EMAIL}")
    (folder / "notes.txt").write_text("no picture", encoding="utf-8")
    return folder


def test_every_picture_is_covered_with_the_same_label_and_reported(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["--lang", "en", "redact", str(pictures), "-o", str(out), "--report"]) == 0
    written = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert written == ["one.png", "one.png.json", "sub/two.jpg.png", "sub/two.jpg.png.json"]
    reports = [json.loads((out / name).read_text(encoding="utf-8")) for name in written if name.endswith(".json")]
    assert [report["covered"][0]["label"] for report in reports] == ["EMAIL 1", "EMAIL 1"]
    error = capsys.readouterr().err
    assert "2 pictures covered, 0 failed." in error
    assert "\r[" not in error, "a bar is for terminals"


def test_a_bad_picture_is_told_and_the_others_go_on(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pictures / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    file = tmp_path / "all.json"
    assert main(["--lang", "en", "redact", str(pictures), "-o", str(tmp_path / "out"), "--report", str(file)]) == 1
    assert "bad.png: " in capsys.readouterr().err
    reports = json.loads(file.read_text(encoding="utf-8"))
    assert sorted(reports) == ["one.png", str(Path("sub") / "two.jpg")]
    assert EMAIL not in file.read_text(encoding="utf-8")


def test_a_refused_picture_makes_exit_code_four_and_is_not_written(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pictures / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nnot really")

    class RefusesLossy(ScreenRedactor):
        def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
            if capture.was_jpeg:
                raise StillLegible("redaction.still_legible", kinds="EMAIL")
            return super().cover(capture, plan)

    def opened(settings: Settings) -> PictureRedactor:
        return RefusesLossy(ScreenReader(), rules=settings.redaction_rules)

    monkeypatch.setattr(assembly, "open_redactor", opened)
    out = tmp_path / "out"
    assert main(["redact", str(pictures), "-o", str(out)]) == 4
    assert (out / "one.png").exists()
    assert not list(out.rglob("two*"))


def test_originals_are_never_written_over(pictures: Path) -> None:
    before = (pictures / "one.png").read_bytes()
    assert main(["redact", str(pictures), "-o", str(pictures)]) == 1
    assert (pictures / "one.png").read_bytes() == before


def test_what_was_written_below_the_folder_is_not_taken_up_again(pictures: Path) -> None:
    out = pictures / "covered"
    assert main(["redact", str(pictures), "-o", str(out)]) == 0
    assert main(["redact", str(pictures), "-o", str(out)]) == 0
    assert not (out / "covered").exists()


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_process_that_holds_captures_leaves_no_memory_image() -> None:
    import resource

    assembly.open_redactor(Settings())
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
