"""Everything can be taken out in open formats and in again, and a profile moves house whole or not at all."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.assistant.exports import export_case, export_everything
from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, LogProbs, Message, MessageState, Usage
from engine.domain.finding import EntityType, Finding, FindingSource, Mask
from engine.domain.knowledge import CannedFix, Citation
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.errors import CasesLocked, StoreDamaged, StoreError
from engine.knowledge import read_folder
from engine.settings import Folders
from engine.store import cases_in, open_store, take_in_profile, vault_of
from engine.store.keys import key_file_in
from engine.store.store import SqliteStore
from engine.wording import Language
from tests.fakes.keystore import MemoryKeyring

_WORDS = "correct horse battery"


def _picture(shade: int = 9) -> RedactedImage:
    rgb = bytes((place * shade) % 251 for place in range(20 * 12 * 3))
    mask = Mask(Finding(EntityType.EMAIL, Region(1, 2, 8, 4), 0.9, "shape", FindingSource.TEXT, "EMAIL 1"))
    return RedactedImage(20, 12, rgb, (mask,), (TextSpan("Error 0x80", Region(0, 0, 9, 4), 0.9),), "saplogon.exe")


def _fill(store: SqliteStore) -> int:
    case = store.start_conversation("Drucker <script>alert(1)</script> 打印机")
    store.add_question(case.id, "Was ist das?\n```\nipconfig /all\n```\n& <b>das</b>?", [_picture()])
    first = store.start_answer(case.id)
    store.finish_answer(first.id, Answer("first", FinishReason.COMPLETE), MessageState.COMPLETE)
    second = store.start_answer(case.id, replaces=first.id)
    citation = Citation(1, "win-sfc", Language.EN, "Repair Windows files")
    answer = Answer(
        "Run **sfc** [1]", FinishReason.COMPLETE, (citation,), Usage("m", 9, 3, 1, 4, 8, 2), LogProbs(-1, -2)
    )
    store.finish_answer(second.id, answer, MessageState.COMPLETE)
    store.set_tags(case.id, ["vpn", "打印"])
    store.set_held(case.id, True)
    store.start_conversation("empty")
    store.put_fixes([CannedFix("win-sfc", Language.EN, "Repair Windows files", "Run **sfc**", "Windows")])
    return case.id


@pytest.fixture
def filled(folders: Folders) -> Folders:
    store = open_store(folders)
    _fill(store)
    store.close()
    return folders


def _other(tmp_path: Path) -> Folders:
    return Folders.below(tmp_path / "other machine")


def _content(store: SqliteStore) -> list[object]:
    """Return all that is kept of cases, without the numbers, which differ from file to file."""
    found: list[object] = []
    for case in store.conversations():
        found.append((case.title, case.created_ms, case.updated_ms, case.is_held, case.is_pinned, case.tags))
        messages = [*store.messages(case.id), *store.replaced_messages(case.id)]
        places = {message.id: place for place, message in enumerate(messages)}
        for message in messages:
            found.append(_without_numbers(message, places))
            found += [store.picture(each.digest) for each in message.attachments]
            pictures = [store.picture(each.digest) for each in message.attachments]
            found += [(each.masks, each.spans, each.application) for each in pictures]
    return found


def _without_numbers(message: Message, places: dict[int, int]) -> tuple[object, ...]:
    names = ("role", "body", "state", "created_ms", "attachments", "citations", "reason", "usage", "logprobs")
    replaced_by = None if message.replaced_by is None else places[message.replaced_by]
    return (*(getattr(message, name) for name in names), message.guard_notes, replaced_by)


def test_what_was_exported_as_lines_comes_back_the_same(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    wanted = _content(store)
    assert store.export_lines(tmp_path / "all.jsonl", None) == 2
    store.close()
    other = open_store(_other(tmp_path))
    report = other.import_lines(tmp_path / "all.jsonl")
    assert (report.new, report.same, report.pictures) == (2, 0, 1)
    assert _content(other) == wanted
    assert other.search("ipconfig")
    assert other.search("0x80")
    again = other.import_lines(tmp_path / "all.jsonl")
    assert (again.new, again.same) == (0, 2)
    assert _content(other) == wanted
    other.close()


def test_a_dry_run_tells_and_changes_nothing(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    store.export_lines(tmp_path / "all.jsonl", None)
    store.close()
    other = open_store(_other(tmp_path))
    assert other.import_lines(tmp_path / "all.jsonl", is_dry=True).new == 2
    assert not other.conversations()
    other.close()


Spoil = Callable[[list[dict[str, object]]], None]


def _line(kind: str, /, **changes: object) -> Spoil:
    def spoil(rows: list[dict[str, object]]) -> None:
        next(row for row in rows if row["kind"] == kind).update(changes)

    return spoil


def _bomb(rows: list[dict[str, object]]) -> None:
    file = BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    _line("picture", content=base64.b64encode(file.getvalue()).decode())(rows)


@pytest.mark.parametrize(
    "spoil",
    [
        _line("message", body=7),
        _line("message", role="system administrator"),
        _line("message", state="done"),
        _line("message", created_ms="yesterday"),
        _line("message", created_ms=2**70),
        _line("message", citations=[{"number": 1}]),
        _line("message", kind="massage"),
        _line("message", usage={"model": "m"}),
        _line("case", title=None),
        _line("case", schema="deskside.case/9"),
        _line("case", tags=[3]),
        _line("picture", digest="0" * 64),
        _line("picture", content="no base64!"),
        _line("picture", content=base64.b64encode(b"no picture").decode()),
        _bomb,
        lambda rows: rows.reverse(),
        lambda rows: rows.append(rows[-1]),
        lambda rows: rows.append({}),
    ],
)
def test_one_bad_line_and_nothing_is_taken_in(filled: Folders, tmp_path: Path, spoil: Spoil) -> None:
    store = open_store(filled)
    store.export_lines(tmp_path / "all.jsonl", None)
    store.close()
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    spoil(rows)
    (tmp_path / "bad.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    other = open_store(_other(tmp_path))
    with pytest.raises(StoreError) as caught:
        other.import_lines(tmp_path / "bad.jsonl")
    assert caught.value.key == "store.import_unreadable"
    assert not other.conversations()
    other.close()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"{}", b"null", b'"x"', b"\x00" * 100])
def test_what_is_no_file_of_cases_is_refused(folders: Folders, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.jsonl").write_bytes(content)
    store = open_store(folders)
    with pytest.raises(StoreError):
        store.import_lines(tmp_path / "bad.jsonl")
    store.close()


def test_a_case_as_html_is_one_file_that_runs_and_loads_nothing(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    case = store.search("ipconfig")[0].conversation.id
    export_case(store, store, case, tmp_path / "case.html", Language.ZH)
    store.close()
    html = (tmp_path / "case.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;b&gt;das&lt;/b&gt;" in html
    assert "<pre><code>ipconfig /all" in html
    assert "default-src 'none'" in html
    assert not re.findall(r"(?:src|href)=\"(?!data:image/webp;base64,)", html)
    (content,) = re.findall(r"data:image/webp;base64,([^\"]+)", html)
    assert Image.open(BytesIO(base64.b64decode(content))).convert("RGB").tobytes() == _picture().rgb
    assert list(tmp_path.glob("case*")) == [tmp_path / "case.html"]


def test_everything_is_exported_in_every_format_for_reading_and_for_coming_back(
    filled: Folders, tmp_path: Path
) -> None:
    store = open_store(filled)
    assert export_everything(store, store, tmp_path / "out") == 2
    assert store.audit_entries(1)[0].action == "everything.exported"
    with pytest.raises(StoreError) as caught:
        export_everything(store, store, tmp_path / "out")
    assert caught.value.key == "assistant.export_folder_used"
    fixes = store.fixes()
    store.close()
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"cases", "cases.html", "cases.jsonl", "fixes"}
    markdown = [path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "cases").glob("*.md")]
    assert len(markdown) == 2
    assert any("ipconfig /all" in text and "`#vpn`" in text for text in markdown)
    assert len(list((tmp_path / "out" / "cases").rglob("*.png"))) == 1
    assert [fix.uid for fix in read_folder(tmp_path / "out" / "fixes")] == [fix.uid for fix in fixes]


def test_an_export_says_where_a_picture_was_and_does_not_fail_for_it(filled: Folders, tmp_path: Path) -> None:
    (picture,) = (cases_in(filled) / "pictures").rglob("*.dsi")
    picture.unlink()
    store = open_store(filled)
    export_everything(store, store, tmp_path / "out")
    store.close()
    assert "not there any more" in (tmp_path / "out" / "cases.html").read_text(encoding="utf-8")


def _packed(folders: Folders, target: Path, secret: str = "") -> str:
    """Write the profile to a file and return its recovery key."""
    vault = vault_of(folders, secret)
    store = open_store(folders, keys=vault)
    key = vault.renew_recovery_key()
    store.write_profile(target)
    store.close()
    return key


def test_a_profile_moves_to_another_machine_by_its_recovery_key(filled: Folders, tmp_path: Path) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    store = open_store(filled)
    wanted = _content(store)
    store.close()
    other = _other(tmp_path)
    with pytest.raises(CasesLocked):
        take_in_profile(other, tmp_path / "profile.deskside", "a wrong passphrase")
    take_in_profile(other, tmp_path / "profile.deskside", key)
    moved = open_store(other)  # this machine opens it from now on
    assert _content(moved) == wanted
    assert [fix.uid for fix in moved.fixes()] == ["win-sfc"]
    assert moved.verify_audit().fault == ""
    assert moved.audit_entries(1)[0].action == "profile.taken_in"
    moved.close()


@pytest.mark.parametrize("steps", range(6))
def test_a_profile_whose_taking_in_ends_on_the_way_opens_without_the_recovery_key_being_asked_for_again(
    filled: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    other = _other(tmp_path)
    left = [steps]

    rename = Path.replace

    def replace(path: Path, target: Path) -> Path:  # each file that gets its place is a step
        if (cases_in(other) / "incoming" / "ready").exists():
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
        return rename(path, target)

    with monkeypatch.context() as ending, contextlib.suppress(KeyboardInterrupt):
        ending.setattr(Path, "replace", replace)
        take_in_profile(other, tmp_path / "profile.deskside", key)
    store = open_store(other)
    if not store.count_cases():  # nothing had begun to get its place
        store.close()
        take_in_profile(other, tmp_path / "profile.deskside", key)
        store = open_store(other)
    assert store.count_cases()
    store.close()


def test_a_profile_that_moves_gets_a_half_of_its_own_in_the_key_store(
    filled: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    keyring = MemoryKeyring()
    for module in ("vault", "keys"):
        monkeypatch.setattr(f"engine.store.{module}.real_keyring", lambda: keyring)
    other = Folders.below(tmp_path / "other")
    take_in_profile(other, tmp_path / "profile.deskside", key)
    assert not key_file_in(other.config).exists()
    store = open_store(other)
    assert store.protection() == "store.protected_by_keyring"
    store.close()
    assert not (cases_in(other) / "incoming").exists()


def test_a_profile_with_a_passphrase_goes_on_asking_for_it(filled: Folders, tmp_path: Path) -> None:
    vault = vault_of(filled)
    store = open_store(filled, keys=vault)
    vault.set_passphrase(_WORDS)
    store.write_profile(tmp_path / "profile.deskside")
    store.close()
    other = _other(tmp_path)
    take_in_profile(other, tmp_path / "profile.deskside", _WORDS)
    with pytest.raises(CasesLocked):
        open_store(other)
    open_store(other, secret=_WORDS).close()


def test_a_profile_that_nobody_could_open_elsewhere_is_not_written(filled: Folders, tmp_path: Path) -> None:
    store = open_store(filled)
    with pytest.raises(StoreError) as caught:
        store.write_profile(tmp_path / "profile.deskside")
    assert caught.value.key == "store.moved_needs_secret"
    store.close()
    assert not list(tmp_path.glob("profile.deskside*"))


def test_the_file_that_moves_gives_nothing_away(filled: Folders, tmp_path: Path) -> None:
    _packed(filled, tmp_path / "profile.deskside")
    content = (tmp_path / "profile.deskside").read_bytes()
    for word in ("ipconfig", "Drucker", "打印机", "vpn", "win-sfc"):
        assert word.encode() not in content
        assert word.encode("utf-16-le") not in content
    assert b"RIFF" not in content


def test_where_cases_are_no_profile_is_taken_in_and_an_empty_one_is_set_aside(filled: Folders, tmp_path: Path) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    other = _other(tmp_path)
    store = open_store(other)
    case = store.start_conversation("mine").id
    store.close()
    with pytest.raises(StoreError) as caught:
        take_in_profile(other, tmp_path / "profile.deskside", key)
    assert caught.value.key == "store.not_empty"
    store = open_store(other)
    store.delete_conversation(case)
    store.close()
    take_in_profile(other, tmp_path / "profile.deskside", key)
    (aside,) = (cases_in(other) / "quarantine").iterdir()
    assert {"deskside.db", "key.json", "profile.json", "case.key"} <= {path.name for path in aside.iterdir()}


def _flip(path: Path, place: int, bits: int = 1) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= bits
    path.write_bytes(content)


def _with(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)


def _squeezed_and_spoilt(path: Path) -> None:
    """As another packer squeezes it, with a first block that no packer writes."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    _flip(path, 30 + len(next(iter(files))), 0xFF)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"PK no zip"),
        lambda path: path.write_bytes(path.read_bytes()[:-3000]),
        lambda path: _flip(path, path.stat().st_size // 3),
        lambda path: _flip(path, 200),
        _squeezed_and_spoilt,
        lambda path: _with(path, "../../escaped", b"x"),
        lambda path: _with(path, "/etc/escaped", b"x"),
        lambda path: _with(path, "pictures/../../escaped.dsi", b"x"),
        lambda path: _with(path, f"pictures/aa/bb/{'c' * 64}.dsi", b"smuggled in"),
    ],
)
def test_a_file_that_was_changed_is_refused_and_nothing_is_written(
    filled: Folders, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    key = _packed(filled, tmp_path / "profile.deskside")
    harm(tmp_path / "profile.deskside")
    other = _other(tmp_path)
    other.create()
    with pytest.raises((StoreError, StoreDamaged)):
        take_in_profile(other, tmp_path / "profile.deskside", key)
    assert not (cases_in(other) / "deskside.db").exists()
    assert not list(tmp_path.rglob("*escaped*"))
    assert not (cases_in(other) / "incoming").exists()


def test_a_private_case_can_be_exported_and_is_not_in_the_export_of_everything(
    folders: Folders, tmp_path: Path
) -> None:
    store = open_store(folders)
    case = store.start_conversation("private", is_private=True)
    store.add_question(case.id, "only here", [_picture()])
    export_case(store, store, case.id, tmp_path / "case.jsonl")
    assert "only here" in (tmp_path / "case.jsonl").read_text(encoding="utf-8")
    assert store.export_lines(tmp_path / "all.jsonl", None) == 0
    store.close()


def test_a_packed_file_that_unfolds_to_gigabytes_is_refused_before_it_is_unpacked(
    folders: Folders, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.deskside", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("deskside.db", "key.json", "profile.json", "profile.list"):
            archive.writestr(name, b"\0" * 50_000_000)
    with pytest.raises(StoreError) as refused:
        take_in_profile(folders, tmp_path / "bomb.deskside", "words")
    assert refused.value.key == "store.moved_unreadable"


def test_a_zip_that_lacks_what_a_profile_has_is_refused_as_such(folders: Folders, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "half.deskside", "w") as archive:
        archive.writestr("deskside.db", b"x")
    with pytest.raises(StoreError) as refused:
        take_in_profile(folders, tmp_path / "half.deskside", "words")
    assert refused.value.key == "store.moved_unreadable"
