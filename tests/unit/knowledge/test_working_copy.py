"""A folder that is exported into again and again: what is gone goes, and nothing of anybody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from engine.assistant.fix_book import FixBook
from engine.domain.finding import RedactionPlan
from engine.domain.fix_exchange import Standing
from engine.domain.knowledge import CannedFix
from engine.domain.picture import Capture, RedactedImage
from engine.errors import KnowledgeError
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

EN = Language.EN
OFFLINE = CannedFix("offline", EN, "Printer offline", "1. Switch it on.", category="Printing")
JAMMED = CannedFix("jammed", EN, "Paper jam", "1. Open the door.", category="Printing")
_OF_A_STRANGER = "---\nuid: mine\nlanguage: en\ntitle: Mine\n---\n1. Do it.\n"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def book(store: MemoryStore) -> FixBook:
    book = FixBook(store, WordRedactor())
    book.put([OFFLINE, JAMMED])
    return book


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_an_earlier_export_wrote_of_a_deleted_fix_is_removed_and_named(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    book.delete("jammed")
    assert book.export(tmp_path).removed == ("en/printing/jammed.md",)
    assert files(tmp_path) == {"en/printing/offline.md"}


def test_a_fix_that_went_to_another_category_is_not_there_twice(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    book.put([replace(JAMMED, category="Paper")])
    report = book.export(tmp_path)
    assert (report.new, report.removed) == (("en/paper/jammed.md",), ("en/printing/jammed.md",))
    assert {row.standing for row in book.plan_import(tmp_path).rows} == {Standing.SAME}


def test_folders_that_have_become_empty_go_as_well(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path / "copy")
    for uid in ("jammed", "offline"):
        book.delete(uid)
    book.export(tmp_path / "copy")
    assert list((tmp_path / "copy").iterdir()) == []


def test_files_of_others_stay_even_if_they_look_like_exported_ones(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    there = FixBook(MemoryStore(), WordRedactor())
    there.put([replace(OFFLINE, uid="theirs")])
    there.export(tmp_path)
    (tmp_path / "en" / "printing" / "mine.md").write_text(_OF_A_STRANGER)
    (tmp_path / "README.md").write_text("Ours.")
    book.delete("jammed")
    report = book.export(tmp_path)
    assert report.removed == ("en/printing/jammed.md",)
    assert {"README.md", "en/printing/mine.md", "en/printing/theirs.md"} < files(tmp_path)


def test_a_file_of_a_deleted_fix_that_somebody_changed_stays_and_is_named(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    path = tmp_path / "en" / "printing" / "jammed.md"
    path.write_text(path.read_text() + "2. Close it.\n")
    book.delete("jammed")
    report = book.export(tmp_path)
    assert (report.removed, report.left) == ((), ("en/printing/jammed.md",))
    assert path.exists()


def test_what_somebody_changed_meanwhile_is_not_written_over_unasked(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    book.put([replace(JAMMED, body="1. Shake it.")])
    path, other = (tmp_path / "en" / "printing" / f"{uid}.md" for uid in ("offline", "jammed"))
    changed = path.read_text().replace("Switch", "Plug")
    path.write_text(changed)
    with pytest.raises(KnowledgeError) as caught:
        book.export(tmp_path)
    assert caught.value.key == "fixes.changed_outside"
    assert "1 (en/printing/offline.md)" in caught.value.message(EN)
    assert path.read_text() == changed
    assert "Shake" not in other.read_text(), "all of it or nothing"
    assert book.export(tmp_path, overwrite=True).overwritten == ("en/printing/offline.md",)
    assert path.read_text() != changed


def test_once_it_was_imported_the_export_writes_nothing_over(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    path = tmp_path / "en" / "printing" / "offline.md"
    path.write_text(path.read_text().replace("Switch", "Plug"))
    book.carry_out(book.plan_import(tmp_path))
    assert book.export(tmp_path).overwritten == ()
    assert "Plug" in path.read_text()


def test_what_was_taken_in_from_the_folder_goes_from_it_with_its_fix(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    path = tmp_path / "en" / "printing" / "jammed.md"
    path.write_text(path.read_text() + "2. Close it.\n")
    there = FixBook(MemoryStore(), WordRedactor())
    there.put([replace(OFFLINE, uid="theirs")])
    there.export(tmp_path)
    (tmp_path / "own.md").write_text(_OF_A_STRANGER)
    book.carry_out(book.plan_import(tmp_path))
    for uid in ("jammed", "theirs", "mine"):
        book.delete(uid)
    report = book.export(tmp_path)
    assert set(report.removed) == {"en/printing/jammed.md", "en/printing/theirs.md"}
    assert files(tmp_path) == {"en/printing/offline.md", "own.md"}, "what no export would write is not removed"


def test_a_folder_that_was_written_by_hand_keeps_its_own_order(tmp_path: Path) -> None:
    """What says the same is not touched, comments and all; what changes here is written where it stands."""
    (tmp_path / "desk" / "deep" / "er").mkdir(parents=True)
    Image.new("RGB", (5, 3), (9, 0, 0)).save(tmp_path / "desk" / "a.png")
    one, two = tmp_path / "desk" / "one.md", tmp_path / "desk" / "deep" / "er" / "two.en.md"
    one.write_text("---\n# ours\nuid: one\ntitle: One\nlanguage: en\n---\n1. ![m](a.png)\n")
    two.write_text("---\nuid: two\nlanguage: en\ntitle: Two\n---\n1. ![m](../../a.png)\n")
    before = one.read_bytes()
    book = FixBook(MemoryStore(), WordRedactor())
    book.carry_out(book.plan_import(tmp_path))
    book.put([replace(fix, title="Second") for fix in book.all() if fix.uid == "two"])
    for _ in range(2):
        book.export(tmp_path)
        assert {path.name for path in tmp_path.rglob("*.md")} == {"one.md", "two.en.md"}
    assert one.read_bytes() == before
    assert "title: Second" in two.read_text()
    assert {row.standing for row in book.plan_import(tmp_path).rows} == {Standing.SAME}
    book.delete("two")
    book.export(tmp_path)
    assert not two.exists()


class BlackRedactor(WordRedactor):
    """Covers a picture wholly."""

    def cover(self, capture: Capture, plan: RedactionPlan) -> RedactedImage:
        return RedactedImage(capture.width, capture.height, bytes(len(capture.rgb)))


def test_a_picture_that_was_covered_when_it_came_in_takes_the_place_of_the_bare_one(tmp_path: Path) -> None:
    Image.new("RGB", (5, 3), (9, 0, 0)).save(tmp_path / "a.png")
    (tmp_path / "one.md").write_text("---\nuid: one\nlanguage: en\ntitle: One\n---\n1. ![m](a.png)\n")
    book = FixBook(MemoryStore(), BlackRedactor())
    book.carry_out(book.plan_import(tmp_path))
    report = book.export(tmp_path)
    assert (report.changed, report.overwritten) == (("one.md",), ())
    assert "![m](pictures/" in (tmp_path / "one.md").read_text()


def test_a_copy_that_somebody_makes_of_a_file_draws_nothing_away(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    path = tmp_path / "en" / "printing" / "jammed.md"
    (tmp_path / "copy.md").write_bytes(path.read_bytes())
    book.put([replace(JAMMED, body="1. Shake it.")])
    book.export(tmp_path)
    assert "Shake" in path.read_text()
    assert "Shake" not in (tmp_path / "copy.md").read_text()


def test_a_file_that_says_what_a_fix_said_before_is_no_loss(store: MemoryStore, tmp_path: Path) -> None:
    """As an export wrote it that is not remembered, in a copy that was fetched anew, perhaps."""
    book = FixBook(store, WordRedactor())
    book.put([OFFLINE])
    book.export(tmp_path / "one")
    (tmp_path / "one").rename(tmp_path / "two")
    book.put([replace(OFFLINE, body="1. Wait.")])
    assert book.export(tmp_path / "two").changed == ("en/printing/offline.md",)


def test_a_dry_run_tells_all_and_does_nothing(book: FixBook, store: MemoryStore, tmp_path: Path) -> None:
    book.export(tmp_path)
    book.put([replace(OFFLINE, body="1. Wait."), replace(JAMMED, uid="new")])
    book.delete("jammed")
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    report = book.export(tmp_path, is_dry=True)
    assert report.new == ("en/printing/new.md",)
    assert report.changed == ("en/printing/offline.md",)
    assert report.removed == ("en/printing/jammed.md",)
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before
    assert book.export(tmp_path) == report, "what was told is what is done"


def test_two_desks_with_one_folder_change_nothing_that_neither_changed(book: FixBook, tmp_path: Path) -> None:
    """However often each has changed a fix: the number in `revision` is not what the fix says."""
    book.put([replace(OFFLINE, body="1. Wait.")])
    book.export(tmp_path)
    there = FixBook(MemoryStore(), WordRedactor())
    there.carry_out(there.plan_import(tmp_path))
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    report = there.export(tmp_path)
    assert (report.new, report.changed, report.same) == ((), (), 2)
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


def test_a_change_goes_to_and_fro_between_two_desks_without_a_conflict(book: FixBook, tmp_path: Path) -> None:
    there = FixBook(MemoryStore(), WordRedactor())
    for number in range(4):
        book.put([replace(OFFLINE, body=f"1. Here {number}.")])
    for here, other, body in ((book, there, "a"), (there, book, "b"), (book, there, "c")):
        here.put([replace(OFFLINE, body=f"1. {body}")])
        here.export(tmp_path)
        plan = other.plan_import(tmp_path)
        assert plan.count(Standing.CONFLICT) == 0
        other.carry_out(plan)


def test_ends_of_lines_that_version_control_turned_are_no_change(book: FixBook, tmp_path: Path) -> None:
    book.export(tmp_path)
    for name in files(tmp_path):
        path = tmp_path / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    book.delete("jammed")
    report = book.export(tmp_path)
    assert (report.overwritten, report.left, report.removed) == ((), (), ("en/printing/jammed.md",))


def test_a_picture_goes_with_its_fix_unless_another_text_shows_it(tmp_path: Path) -> None:
    source, copy = tmp_path / "in", tmp_path / "copy"
    source.mkdir()
    for name, shade in (("one", 10), ("two", 200)):
        Image.new("RGB", (5, 3), (shade, 0, 0)).save(source / f"{name}.png")
        (source / f"{name}.md").write_text(f"---\nuid: {name}\nlanguage: en\ntitle: t\n---\n1. ![m]({name}.png)\n")
    book = FixBook(MemoryStore(), WordRedactor())
    book.carry_out(book.plan_import(source))
    digests = {fix.uid: fix.picture_digests[0][:16] for fix in book.all()}
    book.export(copy)
    (copy / "other.md").write_text(f"---\nuid: o\n---\n1. ![m](pictures/{digests['two']}.png)\n")
    for uid in digests:
        book.delete(uid)
    report = book.export(copy)
    assert report.left == (f"pictures/{digests['two']}.png",)
    assert files(copy) == {"other.md", f"pictures/{digests['two']}.png"}


def test_nothing_is_written_or_removed_through_a_link_that_leads_out(book: FixBook, tmp_path: Path) -> None:
    folder, outside = tmp_path / "copy", tmp_path / "outside"
    book.export(folder)
    (folder / "en" / "printing").rename(outside)
    (folder / "en" / "printing").symlink_to(outside, target_is_directory=True)
    before = {name: (outside / name).read_bytes() for name in files(outside)}
    book.delete("jammed")
    with pytest.raises(KnowledgeError) as caught:
        book.export(folder)
    assert caught.value.key == "fixes.unsafe_path"
    assert {name: (outside / name).read_bytes() for name in files(outside)} == before
