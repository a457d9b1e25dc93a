"""Every sentence of the store is there in both languages, and every error says what to do."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import engine
from engine.wording import RESOURCES

_SENTENCES = tomllib.loads((RESOURCES / "wording" / "store.toml").read_text(encoding="utf-8"))
_NO_REMEDY = {
    "protected_by_keyring",
    "protected_by_file",
    "protected_by_passphrase",
    "no_such_case",
    "no_such_message",
    "new_passphrase",
    "has_recovery_key",
    "audit_whole",
    "tidied",
    "imported",
    "would_import",
    "moved_out",
    "moved_in",
    "restored_alone",
    "backup_good",
    "backup_bad",
    "backup_of_newer",
}


def test_the_code_and_the_sentences_name_the_same_keys() -> None:
    root = Path(engine.__file__).parent
    paths = [*root.rglob("*.py"), *(root.parent / "desktop").rglob("*.py")]
    source = "".join(path.read_text(encoding="utf-8") for path in paths)
    assert set(re.findall(r'"store\.([a-z_]+)"', source)) == set(_SENTENCES)


@pytest.mark.parametrize("name", _SENTENCES)
def test_each_is_said_in_both_languages(name: str) -> None:
    wanted = {"en", "zh"} if name in _NO_REMEDY else {"en", "zh", "en_remedy", "zh_remedy"}
    assert set(_SENTENCES[name]) == wanted
    fields = [set(re.findall(r"{(\w+)}", _SENTENCES[name][key])) for key in sorted(wanted)]
    assert fields[0] == fields[-1 if len(fields) == 2 else 2]
