"""Makes a small case file of every released schema: `python tests/released/make.py`. One that is there stays as it is.

Each is named after the last step of its schema and holds the same case, written with plain SQL, as a program of that
time would have written it. `tests/unit/store/test_released.py` opens them all and demands one for each step. A file is
never made anew once its schema was released: the script only adds those that are missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from engine.domain.search_text import VERSION, searchable  # noqa: E402
from engine.store import schema  # noqa: E402
from engine.store.keys import SubKeys  # noqa: E402
from engine.store.sqlcipher import Database, open_database  # noqa: E402

MASTER = bytes(range(32))
"""Guards nothing: the cases are made up."""
MOMENT_MS = 1_790_000_000_000
TITLE, QUESTION, ANSWER = "Printer 打印机 offline", "重置密码 0x80070005", "Run `sfc /scannow` [1]"
ON_PICTURE = "Fehler KB5034441"


def released_file(step: schema.Step) -> Path:
    """Return where the case file of the schema that ends with this step lies."""
    return HERE / f"{step.__name__}.db"


def make(steps: tuple[schema.Step, ...], path: Path) -> None:
    """Write the case file of a schema."""
    db = open_database(path, SubKeys.of(MASTER).database)
    try:
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        db.execute("BEGIN IMMEDIATE")
        schema.migrate(db, steps)
        _fill(db)
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
        db.execute("VACUUM")
    finally:
        db.close()


def _fill(db: Database) -> None:
    moment = (MOMENT_MS, MOMENT_MS)
    rows: tuple[tuple[str, tuple[object, ...]], ...] = (
        (
            "INSERT INTO conversation (id, title, search, created_ms, updated_ms) VALUES (1, ?, ?, ?, ?)",
            (TITLE, searchable(TITLE), *moment),
        ),
        (
            "INSERT INTO message (id, conversation_id, role, state, search, body, created_ms)"
            " VALUES (1, 1, 'user', 'complete', ?, ?, ?)",
            (searchable(QUESTION), QUESTION, MOMENT_MS),
        ),
        (
            "INSERT INTO message (id, conversation_id, role, state, search, body, created_ms, reason, usage_json,"
            " guard_notes_json) VALUES (2, 1, 'assistant', 'complete', ?, ?, ?, 'complete', ?, '[]')",
            (searchable(ANSWER), ANSWER, MOMENT_MS, '{"model": "m"}'),
        ),
        (
            "INSERT INTO picture (id, digest, name, wrapped_key, width, height, search, visible_text, masks_json,"
            " spans_json) VALUES (1, 'd1', 'n1', x'00', 2, 2, ?, ?, '[]', '[]')",
            (searchable(ON_PICTURE), ON_PICTURE),
        ),
        ("INSERT INTO message_picture VALUES (1, 0, 1)", ()),
        ("INSERT INTO citation VALUES (2, 0, 1, 'win-sfc', 'en', 'Repair Windows files')", ()),
        (
            "INSERT INTO fix (uid, language, title, body, category, product, shortcut, tags_json, os_json,"
            " error_codes_json, symptoms_json) VALUES ('win-sfc', 'en', 'Repair Windows files', 'Run **sfc**',"
            " 'Windows', '', 'sfc', '[]', '[]', '[]', '[]')",
            (),
        ),
        ("INSERT INTO fix_use (uid, message_id, used_ms) VALUES ('win-sfc', 2, ?)", (MOMENT_MS,)),
        ("INSERT INTO property (name, value) VALUES ('search_version', ?)", (str(VERSION),)),
    )
    for statement, values in rows:
        db.execute(statement, values)


def main() -> int:
    for count, step in enumerate(schema.STEPS, start=1):
        path = released_file(step)
        if not path.exists():
            make(schema.STEPS[:count], path)
            print(path.name, path.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
