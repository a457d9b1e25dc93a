"""Pictures of fixes are covered before anything of them is kept, whichever way they come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.assistant.fix_book import FixBook
from engine.domain.finding import CaseLabels, EntityType, Finding, Mask, RedactionPlan
from engine.domain.fix_exchange import FixFormat, Standing
from engine.domain.knowledge import CannedFix
from engine.domain.picture import Capture, CaptureOrigin, RedactedImage
from engine.domain.region import Region
from engine.errors import KnowledgeError, StillLegible
from engine.imaging import decode_pixels, encode_png
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

EN = Language.EN
_RED, _BLACK = bytes((250, 0, 0)), bytes(3)


class RedCover(WordRedactor):
    """Takes every red pixel for a secret, and paints it black."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_at: list[Capture] = []
        self.refuses = False

    def plan(self, capture: Capture, labels: CaseLabels, profile: str | None = None) -> RedactionPlan:
        self.looked_at.append(capture)
        found = Finding(EntityType.PASSWORD, Region(0, 0, 1, 1), 1.0, "red")
        return RedactionPlan(capture.id, (Mask(found),) if _RED in _pixels(capture) else ())

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        if self.refuses:
            raise StillLegible("redaction.still_legible", kinds="x")
        rgb = b"".join(_BLACK if pixel == _RED else pixel for pixel in _pixels(capture))
        return RedactedImage(capture.width, capture.height, rgb, plan.masks)


def _pixels(picture: Capture) -> list[bytes]:
    return [picture.rgb[place : place + 3] for place in range(0, len(picture.rgb), 3)]


def _capture(*pixels: bytes) -> Capture:
    return Capture(len(pixels), 1, b"".join(pixels), CaptureOrigin.PASTE)


_SHOWN = _capture(_RED, bytes((9, 9, 9)), _RED)


@pytest.fixture
def redactor() -> RedCover:
    return RedCover()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def book(store: MemoryStore, redactor: RedCover) -> FixBook:
    return FixBook(store, redactor)


def _kept_pixels(store: MemoryStore) -> list[bytes]:
    digests = [digest for fix in store.fixes() for digest in fix.picture_digests]
    return [decode_pixels(each.encoded).rgb for each in store.fix_pictures(digests).values()]


def _folder(root: Path, capture: Capture = _SHOWN) -> Path:
    root.mkdir(exist_ok=True)
    (root / "shot.png").write_bytes(encode_png(capture))
    (root / "a.md").write_text("---\nuid: a\nlanguage: en\ntitle: T\n---\nLook: ![where](shot.png)\n")
    return root


def test_a_picture_from_the_editor_is_kept_as_it_was_covered(
    book: FixBook, store: MemoryStore, redactor: RedCover
) -> None:
    taken = book.take_picture(redactor.cover(_SHOWN, redactor.plan(_SHOWN, CaseLabels())))
    assert taken.covered == 1
    assert decode_pixels(taken.png).rgb == _BLACK + bytes((9, 9, 9)) + _BLACK
    assert list(store.fixes()) == []
    book.keep(CannedFix("a", EN, "T", f"Look: ![where]({taken.link})"), [taken])
    assert _kept_pixels(store) == [_BLACK + bytes((9, 9, 9)) + _BLACK]


def test_imported_pictures_are_covered_before_they_are_kept_and_shown_under_their_new_names(
    book: FixBook, store: MemoryStore, redactor: RedCover, tmp_path: Path
) -> None:
    plan = book.plan_import(_folder(tmp_path / "in"))
    assert _RED not in [pixel for each in plan.pictures for pixel in _pixels_of(each.encoded)]
    assert redactor.looked_at[0].was_jpeg  # its file may have been a lossy one
    book.carry_out(plan)
    assert _kept_pixels(store) == [_BLACK + bytes((9, 9, 9)) + _BLACK]
    assert book.pictures_of(store.fixes()[0])


def test_the_same_folder_once_more_is_the_same(book: FixBook, tmp_path: Path) -> None:
    folder = _folder(tmp_path / "in")
    book.carry_out(book.plan_import(folder))
    (row,) = book.plan_import(folder).rows
    assert row.standing is Standing.SAME


@pytest.mark.parametrize("fix_format", [FixFormat.MARKDOWN, FixFormat.JSONL])
def test_what_is_kept_here_already_is_not_looked_at_again(
    book: FixBook, redactor: RedCover, tmp_path: Path, fix_format: FixFormat
) -> None:
    book.carry_out(book.plan_import(_folder(tmp_path / "in")))
    target = tmp_path / ("out.jsonl" if fix_format is FixFormat.JSONL else "out")
    book.export(target, fix_format)
    redactor.looked_at.clear()
    (row,) = book.plan_import(target, fix_format).rows
    assert row.standing is Standing.SAME
    assert redactor.looked_at == []


def test_pictures_in_json_lines_are_covered_as_well(book: FixBook, store: MemoryStore, tmp_path: Path) -> None:
    stranger = FixBook(MemoryStore(), WordRedactor())  # a desk that covers nothing
    stranger.carry_out(stranger.plan_import(_folder(tmp_path / "in")))
    stranger.export(tmp_path / "pack.jsonl", FixFormat.JSONL)
    assert "fix-picture" in json.dumps((tmp_path / "pack.jsonl").read_text())
    book.carry_out(book.plan_import(tmp_path / "pack.jsonl"))
    assert _kept_pixels(store) == [_BLACK + bytes((9, 9, 9)) + _BLACK]


def test_an_import_with_one_that_cannot_be_covered_takes_nothing_over_and_names_the_fix(
    book: FixBook, store: MemoryStore, redactor: RedCover, tmp_path: Path
) -> None:
    redactor.refuses = True
    with pytest.raises(KnowledgeError) as refused:
        book.plan_import(_folder(tmp_path / "in"))
    assert refused.value.key == "fixes.picture_not_covered"
    assert "a.md" in refused.value.message(EN)
    assert list(store.fixes()) == []


def _pixels_of(encoded: bytes) -> list[bytes]:
    rgb = decode_pixels(encoded).rgb
    return [rgb[place : place + 3] for place in range(0, len(rgb), 3)]
