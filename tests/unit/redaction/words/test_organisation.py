"""What an organisation lists is found, and an edit of a list counts at once."""

import time
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


def test_stars_stand_for_what_is_between_and_an_entry_may_go_on_behind_them(lists: Path) -> None:
    (lists / "site_words.txt").write_text("FX-* Oderhalle\nQ*7\nzz*9\n**-kiosk\nN 4\n", "utf-8")
    assert found("see FX-12.b  oderhalle now") == [(E.SITE_WORD, "FX-12.b  oderhalle")]
    assert found("see Q-77 and Q-78, zz-91-9.") == [(E.SITE_WORD, "Q-77"), (E.SITE_WORD, "zz-91-9")]
    assert found("see hall.3-kiosk") == [(E.SITE_WORD, "hall.3-kiosk")]
    assert found("see N 4 and n 44") == [(E.SITE_WORD, "N 4")]


def test_the_longest_entry_is_taken(lists: Path) -> None:
    (lists / "site_words.txt").write_text("Falcon\nFalcon Nest\n", "utf-8")
    assert found("the falcon nest and the falcon") == [(E.SITE_WORD, "falcon nest"), (E.SITE_WORD, "falcon")]


def test_a_list_of_ten_thousand_people_and_one_of_stars_take_no_time(lists: Path) -> None:
    people = (f"Qu{first}k Br{second}sh" for first in "abcdefghij" * 10 for second in range(100))
    (lists / "people.txt").write_text("\n".join(f"{name}{n}" for n, name in enumerate(people)), "utf-8")
    (lists / "site_words.txt").write_text("*".join("aaaaaaaaaaaa") + "b\n", "utf-8")
    line = "a.a-" * 100 + " the printer of Quak Br0sh0 stops"
    found(line)
    started = time.process_time()
    for _ in range(20):
        assert (E.PERSON, "Quak Br0sh0") in found(line)
    assert (time.process_time() - started) / 20 < 0.1
