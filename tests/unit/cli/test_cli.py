"""The command line: results on stdout, diagnostics on stderr, exit codes as documented."""

import io
import json
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.cli import main
from engine.cli.interrupt import stop_at_interrupt
from engine.domain.answer import BackendEvent, ChatRequest, TextArrived
from engine.domain.conversation import MessageState
from engine.ports.backend import StopSignal
from engine.settings import Folders
from engine.store import open_store
from engine.wording import RESOURCES
from tests.fakes.backend import ScriptedBackend

SAMPLE = RESOURCES / "samples" / "support-en.png"


@pytest.fixture(autouse=True)
def _hears_interrupts() -> Iterator[None]:
    """A test run that was put in the background ignores Ctrl+C, and so would these tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["--lang", "en", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_ask_covers_answers_cites_and_keeps_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", str(SAMPLE), "Why does the update fail?", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["citations"][0]["fix"] == "wu-recovery-partition"
    assert answer["model"] is None
    assert "EMAIL" in answer["pictures"][0]["covered"]
    code, out, _ = run(capsys, "ask", "And then?", "--case", str(answer["case"]), "--json")
    assert json.loads(out)["case"] == answer["case"]


class InterruptedBackend(ScriptedBackend):
    """Somebody presses Ctrl+C after the first words of an answer."""

    def generate(self, request: ChatRequest, stop: StopSignal) -> Iterator[BackendEvent]:
        for event in super().generate(request, stop):
            yield event
            if isinstance(event, TextArrived):
                signal.raise_signal(signal.SIGINT)


def test_an_answer_that_is_interrupted_is_printed_as_far_as_it_came_and_kept_as_stopped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = InterruptedBackend()
    backend.will_answer("First open ", "the console.")
    monkeypatch.setattr("engine.assembly.open_backend", lambda settings, folders: backend)
    before = signal.getsignal(signal.SIGINT)
    code, out, _ = run(capsys, "ask", "The printer is offline", "--json")
    assert code == 3
    assert json.loads(out)["answer"].startswith("First open")
    assert json.loads(out)["finish_reason"] == "stopped"
    assert signal.getsignal(signal.SIGINT) is before
    with closing(open_store(Folders.of_user())) as store:
        assert store.messages(json.loads(out)["case"])[-1].state is MessageState.STOPPED


def test_the_second_interrupt_breaks_off_at_once() -> None:
    with stop_at_interrupt() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_redact_writes_a_new_picture_and_a_report_without_any_value(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = run(
        capsys, "redact", str(SAMPLE), "-o", str(tmp_path / "out.png"), "--report", str(tmp_path / "report.json")
    )
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (code, out) == (0, "")
    assert "EMAIL" in err
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
    keys = {"entity_type", "label", "box", "extent", "reason", "source", "score", "decided_by"}
    assert keys == set(report["covered"][0])
    assert report["left_open"] == []
    assert {line["decided_by"] for line in report["covered"]} == {"rules"}
    assert "@" not in json.dumps(report)


def test_a_picture_that_is_none_is_refused_with_a_remedy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html>", encoding="utf-8")
    code, out, err = run(capsys, "redact", str(tmp_path / "page.html"), "-o", str(tmp_path / "out.png"))
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 2
    assert not (tmp_path / "out.png").exists()


def test_findings_answers_line_by_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ['{"text": "写信给 ann@bank.example"}', "", '{"text": "nothing here"}']
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    code, out, _ = run(capsys, "findings", "--jsonl")
    first, second = (json.loads(line)["findings"] for line in out.splitlines())
    assert code == 0
    assert [(found["entity_type"], found["start"], found["end"]) for found in first] == [("EMAIL", 4, 20)]
    assert second == []


def test_findings_names_the_line_that_is_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"text": "ok"}\n{"txt": 1}\n'))
    code, _, err = run(capsys, "findings", "--jsonl")
    assert code == 1
    assert "Line 2" in err


def test_a_folder_of_fixes_is_kept_in_step_and_every_change_can_be_seen_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "working copy"
    assert run(capsys, "fixes", "export", str(folder))[0] == 0
    path = next(folder.rglob("print-offline.md"))
    name = path.relative_to(folder).as_posix()
    path.write_text(path.read_text(encoding="utf-8") + "One more step.\n", encoding="utf-8")
    code, out, _ = run(capsys, "fixes", "export", str(folder), "--dry-run")
    assert (code, out) == (1, f"written over, though changed there\t{name}\n")
    code, _, err = run(capsys, "fixes", "export", str(folder))
    assert code != 0
    assert "Import the folder first" in err
    code, out, _ = run(capsys, "fixes", "import", str(folder), "--dry-run", "--diff")
    assert code == 0
    assert "+One more step." in out
    assert run(capsys, "fixes", "import", str(folder))[0] == 0
    assert run(capsys, "fixes", "delete", "print-offline")[0] == 0
    code, out, _ = run(capsys, "fixes", "export", str(folder))
    assert code == 0
    assert f"removed\t{name}" in out
    assert not path.exists()


def test_fixes_are_found_and_survive_export_and_import(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "fixes", "search", "0x0000011b")
    assert code == 0
    assert out.startswith("print-0x0000011b\t")
    assert run(capsys, "fixes", "export", str(tmp_path / "fixes"))[0] == 0
    code, out, _ = run(capsys, "fixes", "import", str(tmp_path / "fixes"))
    assert code == 0
    assert out.strip().endswith("0 new or changed")
    assert run(capsys, "fixes", "search", "zzzzqqqq")[0] == 1


def test_a_fix_is_changed_compared_and_brought_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    head = "---\nuid: own\nlanguage: en\ntitle: Own fix\n---\n"
    for body in ("1. First.", "1. Second."):
        path.write_text(head + body)
        assert run(capsys, "fixes", "import", str(tmp_path))[0] == 0
    _, out, _ = run(capsys, "fixes", "diff", "own", "1")
    assert out.splitlines()[-2:] == ["-1. First.", "+1. Second."]
    assert run(capsys, "fixes", "rollback", "own", "1")[1] == "3\n"
    _, out, _ = run(capsys, "fixes", "versions", "own")
    assert [line.split("\t")[0] for line in out.splitlines()] == ["3", "2", "1"]
    run(capsys, "fixes", "state", "own", "retired")
    assert "own\t" not in run(capsys, "fixes", "search", "Own fix")[1]
    _, out, _ = run(capsys, "fixes", "list", "--state", "retired", "--json")
    assert json.loads(out)["uid"] == "own"
    assert run(capsys, "fixes", "rollback", "own", "9")[0] == 1
    assert run(capsys, "fixes", "delete", "own")[0] == 0
    assert run(capsys, "fixes", "state", "own", "draft")[0] == 1


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "canned.json"
    path.write_text('[{"short_code": "hi", "content": "Hello {{contact.name}}"}]')
    code, out, _ = run(capsys, "fixes", "import", str(path), "--format", "chatwoot", "--dry-run")
    assert code == 0
    assert out.startswith("new\tchatwoot-hi\ten\t")
    assert "1 new, 0 changed" in out
    assert run(capsys, "fixes", "search", "/hi")[0] == 1


def test_models_are_listed_added_and_verified(capsys: pytest.CaptureFixture[str], tiny_pair: tuple[Path, Path]) -> None:
    def installed() -> set[str]:
        _, out, _ = run(capsys, "models", "list", "--json")
        return {row["name"] for row in json.loads(out) if row["installed"]}

    assert installed() == {"deskside-starter"}, "it comes along"
    code, out, err = run(capsys, "models", "add", str(tiny_pair[0].parent))
    assert code == 0, err
    assert len(out.splitlines()) == 2
    assert len(installed()) == 2
    code, out, _ = run(capsys, "models", "verify")
    assert code == 0
    assert "the pair fits" in out


def test_settings_are_shown_set_and_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "settings", "sampling.top_p", "0.5")[:2] == (0, "0.5\n")
    assert run(capsys, "settings", "sampling.top_p")[1] == "0.5\n"
    assert run(capsys, "settings", "sampling.top_p", "7")[0] == 1
    assert run(capsys, "settings", "sampling.topp")[0] == 1
    assert "sampling.top_p = 0.5" in run(capsys, "settings")[1]


def test_doctor_looks_at_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "doctor", "--json")
    checks = {check["name"]: check for check in json.loads(out)}
    assert {"deskside", "packages", "settings", "disk", "case file", "reading", "capture", "model"} <= set(checks)
    assert checks["reading"]["health"] == "ok"
    assert checks["model"]["health"] == "warning"
    assert checks["model"]["remedy"]


def test_a_forgotten_question_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask", str(SAMPLE)])
    assert ended.value.code == 2
    assert "question is missing" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told_with_a_remedy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("DESKSIDE_HOME", str(tmp_path / "file" / "home"))
    code, _, err = run(capsys, "ask", "Why?")
    assert code == 1
    assert "DESKSIDE_HOME" in err


def test_wrong_usage_is_exit_code_two() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["redact"])
    assert ended.value.code == 2


def test_redact_holds_to_the_profile_that_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = Folders.of_user().config / "profiles"
    folder.mkdir(parents=True)
    (folder / "mail.toml").write_text('name = "Mail"\n[treatments]\nEMAIL = "leave"\n[covering]\nextent = "box"\n')
    report = tmp_path / "report.json"
    order = ("redact", str(SAMPLE), "-o", str(tmp_path / "out.png"), "--report", str(report))
    assert run(capsys, *order, "--profile", "mail")[0] == 0
    told = json.loads(report.read_text(encoding="utf-8"))
    assert {line["entity_type"] for line in told["left_open"]} == {"EMAIL"}
    assert {"box"} == {line["extent"] for line in told["covered"] if line["source"] == "text"}
    assert run(capsys, *order, "--profile", "mail", "--extent", "text")[0] == 0
    assert {"text"} == {line["extent"] for line in json.loads(report.read_text(encoding="utf-8"))["covered"]}
    code, _, err = run(capsys, *order, "--profile", "Word")
    assert (code, "Mail" in err) == (1, True)
