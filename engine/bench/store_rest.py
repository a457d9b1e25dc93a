"""What can be read in the files of a profile at rest, and of a case that was deleted: nothing is the promise."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from engine.bench.store_proofs import Counts, small_pictures
from engine.domain.answer import Answer
from engine.domain.conversation import FinishReason, MessageState
from engine.domain.knowledge import CannedFix
from engine.settings import Folders
from engine.store import cases_in, open_store
from engine.store.keys import FileKeeper, SubKeys
from engine.store.store import SqliteStore
from engine.wording import Language

_PAGE, _RESERVED, _SALT = 4096, 80, 16
_STEMS = ("zanzibarquux", "xylographtitle", "口令机密甲乙", "quizzicalfjord", "打印机密文")
WORDS = tuple(f"{stem}{number}" for stem in _STEMS for number in range(10, 18))
"""Forty, as the promise says."""
_MAGIC = (b"RIFF", b"WEBP", b"\x89PNG", b"IHDR", b"\xff\xd8\xff", b"SQLite format")


def at_rest(root: Path) -> Counts:
    """Plant words everywhere, close the profile, and count what can be found in any of its files."""
    folders = Folders.below(root / "profile")
    keeper = FileKeeper(root / "key")
    store = open_store(folders, keys=keeper)
    for number, word in enumerate(WORDS):
        _plant(store, word, number, root)
    store.put_fixes([CannedFix(f"uid-{word}", Language.EN, word, word, word) for word in WORDS])
    store.back_up()
    store.close()
    counts = {"words": len(WORDS), "files": 0, "found": 0, "readable names": 0}
    for path in root.rglob("*"):
        if not path.is_file() or path == keeper.path:
            continue
        content = path.read_bytes()
        counts["files"] += 1
        counts["found"] += sum(spelling in content for word in WORDS for spelling in spellings(word))
        counts["found"] += sum(magic in content[:64] for magic in _MAGIC)
        counts["readable names"] += any(word in path.name for word in WORDS)
    return counts


def deleted(root: Path) -> Counts:
    """Delete a case among others, and count its bytes below the encryption, in the database and its backups."""
    folders = Folders.below(root / "profile")
    keeper = FileKeeper(root / "key")
    store = open_store(folders, keys=keeper)
    kept = _plant(store, "keepsakeword", 0, root)
    gone = _plant(store, "zanzibarquux", 1, root)
    store.set_tags(gone, ["zanzibarquux"])
    store.back_up()
    store._file.checkpoint()
    database = cases_in(folders) / "deskside.db"
    key = SubKeys.of(keeper.load() or b"").database
    store.close()
    before = decrypted(database, key).count(b"zanzibarquux")
    pictures = len(list(cases_in(folders).rglob("*.dsi")))
    store = open_store(folders, keys=keeper)
    store.delete_conversation(gone)
    store.close()
    left = 0
    for path in (database, *(cases_in(folders) / "backups").glob("*.db")):
        plain = decrypted(path, key)
        left += plain.count(b"zanzib") + sum(plain.count(spelling) for spelling in spellings("zanzibarquux"))
    left_pictures = len(list(cases_in(folders).rglob("*.dsi")))
    store = open_store(folders, keys=keeper)
    harmed = int(len(store.messages(kept)) != 22)
    store.close()
    return {
        "copies before": before,
        "left": left,
        "pictures left": left_pictures - pictures // 2,
        "other cases harmed": harmed,
    }


def decrypted(database: Path, key: bytes) -> bytes:
    """Return all pages in plain, free ones included: what somebody sees who has the key and a hex editor."""
    content = database.read_bytes()
    plain = []
    for start in range(0, len(content), _PAGE):
        page = content[start : start + _PAGE]
        vector = page[-_RESERVED : -_RESERVED + 16]
        sealed = page[_SALT if start == 0 else 0 : -_RESERVED]
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        plain.append(cipher.update(sealed) + cipher.finalize())
    return b"".join(plain)


def spellings(word: str) -> list[bytes]:
    """Return how a word may stand in a file."""
    spaced = " ".join(word)
    return [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), spaced.encode()]


def _plant(store: SqliteStore, word: str, number: int, root: Path) -> int:
    case = store.start_conversation(f"{word} title")
    store.set_note(case.id, f"{word} noted")
    for line in range(20):
        store.add_question(case.id, f"{word} number {line}")
    store.add_question(case.id, word, [small_pictures(root)[number]])
    answer = store.start_answer(case.id)
    store.save_partial_answer(answer.id, f"{word} partial")
    store.finish_answer(answer.id, Answer(f"{word} whole", FinishReason.COMPLETE), MessageState.COMPLETE)
    return case.id
