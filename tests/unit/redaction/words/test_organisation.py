"""What an organisation lists is found, and an edit of a list counts at once."""

from pathlib import Path

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction import find_in_text


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKSIDE_HOME", str(tmp_path))
    folder = tmp_path / "config" / "entities"
    folder.mkdir(parents=True)
    return folder


def found(text: str) -> list[tuple[E, str]]:
    return [(each.entity_type, text[each.start : each.end]) for each in find_in_text(text)]


def test_listed_people_hosts_and_words_are_found_in_any_case(lists: Path) -> None:
    (lists / "people.txt").write_text("Qu Brzk  # of accounts\n贾宝\n", "utf-8")
    (lists / "hosts.txt").write_text("zeus\n", "utf-8")
    (lists / "site_words.txt").write_text("Project Falcon\nFX-*\n", "utf-8")
    assert found("ask QU BRZK or Brzk, Qu") == [(E.PERSON, "QU BRZK"), (E.PERSON, "Brzk, Qu")]
    assert found("今天贾宝不在") == [(E.PERSON, "贾宝")]
    assert found("Zeus and zeuses") == [(E.HOSTNAME, "Zeus")]
    assert found("project  falcon fx-22.b") == [(E.SITE_WORD, "project  falcon"), (E.SITE_WORD, "fx-22.b")]


def test_an_edit_counts_at_once_and_without_lists_nothing_is_found(lists: Path) -> None:
    assert found("zeus is slow") == []
    (lists / "hosts.txt").write_text("zeus", "utf-8")
    assert found("zeus is slow") == [(E.HOSTNAME, "zeus")]
    (lists / "hosts.txt").unlink()
    assert found("zeus is slow") == []
