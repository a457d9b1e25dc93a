"""The tables, as numbered steps. A released step is never changed; a change is a new step at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.domain import search_text
from engine.errors import NewerStore
from engine.store.sqlcipher import Database, Error, apply_steps

Step = Callable[[Database], None]

APPLICATION_ID = 0x4465736B  # "Desk"

_TABLES = (
    """CREATE TABLE conversation (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        search TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX conversation_newest ON conversation (updated_ms DESC, id DESC)",
    """CREATE TABLE message (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
        role TEXT NOT NULL,
        state TEXT NOT NULL,
        search TEXT NOT NULL,
        body TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        reason TEXT,
        usage_json TEXT,
        guard_notes_json TEXT
    ) STRICT""",
    "CREATE INDEX message_of_conversation ON message (conversation_id, id)",
    "CREATE INDEX message_streaming ON message (state) WHERE state = 'streaming'",
    """CREATE TABLE picture (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        digest TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE,
        wrapped_key BLOB NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        search TEXT NOT NULL,
        visible_text TEXT NOT NULL,
        masks_json TEXT NOT NULL,
        spans_json TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE message_picture (
        message_id INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
        position INTEGER NOT NULL,
        picture_id INTEGER NOT NULL REFERENCES picture,
        PRIMARY KEY (message_id, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX message_of_picture ON message_picture (picture_id, message_id)",
    """CREATE TABLE citation (
        message_id INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
        position INTEGER NOT NULL,
        number INTEGER NOT NULL,
        fix_uid TEXT NOT NULL,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        PRIMARY KEY (message_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE fix (
        uid TEXT NOT NULL,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        category TEXT NOT NULL,
        product TEXT NOT NULL,
        shortcut TEXT NOT NULL,
        tags_json TEXT NOT NULL,
        os_json TEXT NOT NULL,
        error_codes_json TEXT NOT NULL,
        symptoms_json TEXT NOT NULL,
        PRIMARY KEY (uid, language)
    ) STRICT""",
    """CREATE TABLE fix_use (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL,
        message_id INTEGER REFERENCES message ON DELETE SET NULL,
        used_ms INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX fix_use_of_fix ON fix_use (uid)",
    "CREATE INDEX fix_use_of_message ON fix_use (message_id)",
    """CREATE TABLE property (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

SEARCHED = {"conversation": "title", "message": "body", "picture": "visible_text", "note": "body"}
"""Which tables are searched, and which of their columns the column `search` is made from."""


def search_index(table: str) -> tuple[str, ...]:
    """Return the statements that give a table its full-text index over the column `search`.

    The index keeps no second copy of the text, and forgets deleted words at once (`secure-delete`).
    """
    index = f"{table}_fts"
    forget = f"INSERT INTO {index} ({index}, rowid, search) VALUES ('delete', old.id, old.search);"  # noqa: S608
    take_in = f"INSERT INTO {index} (rowid, search) VALUES (new.id, new.search);"  # noqa: S608 - our own names
    return (
        f"CREATE VIRTUAL TABLE {index} USING fts5 (search, content = '{table}', content_rowid = 'id',"
        " tokenize = 'unicode61 remove_diacritics 0')",
        f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)",  # noqa: S608
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {take_in} END",
        f"CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} BEGIN {forget} END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE OF search ON {table} BEGIN {forget} {take_in} END",
    )


def first_tables(db: Database) -> None:
    """Version 1."""
    for statement in _TABLES:
        db.execute(statement)
    for table in ("conversation", "message", "picture"):
        for statement in search_index(table):
            db.execute(statement)


def log_probabilities(db: Database) -> None:
    """Version 2: how sure the model was of an answer."""
    db.execute("ALTER TABLE message ADD COLUMN logprobs_json TEXT")


def attempts(db: Database) -> None:
    """Version 3: an answer that was asked for again stays, behind the one that took its place."""
    db.execute("ALTER TABLE message ADD COLUMN replaced_by INTEGER REFERENCES message ON DELETE CASCADE")
    db.execute("CREATE INDEX message_replaced ON message (replaced_by) WHERE replaced_by IS NOT NULL")


def fix_histories(db: Database) -> None:
    """Version 4: a fix has a state, an owner, a last day, earlier versions and pictures; a use may have helped."""
    for column in ("owner TEXT NOT NULL DEFAULT ''", "valid_until TEXT NOT NULL DEFAULT ''",
                   "state TEXT NOT NULL DEFAULT 'approved'", "version INTEGER NOT NULL DEFAULT 1",
                   "saved_ms INTEGER NOT NULL DEFAULT 0", "author TEXT NOT NULL DEFAULT ''"):  # fmt: skip
        db.execute(f"ALTER TABLE fix ADD COLUMN {column}")
    db.execute("ALTER TABLE fix_use ADD COLUMN solved INTEGER")
    db.execute("""CREATE TABLE fix_version (
        uid TEXT NOT NULL,
        language TEXT NOT NULL,
        version INTEGER NOT NULL,
        saved_ms INTEGER NOT NULL,
        author TEXT NOT NULL,
        fields_json TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (uid, language, version)
    ) STRICT""")
    db.execute("""CREATE TABLE fix_picture (
        digest TEXT PRIMARY KEY,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        encoded BLOB NOT NULL
    ) STRICT""")


def upkeep(db: Database) -> None:
    """Version 5: what is pinned, held and tagged; of which program a picture is; the audit log."""
    for column in ("pinned INTEGER NOT NULL DEFAULT 0", "held INTEGER NOT NULL DEFAULT 0"):
        db.execute(f"ALTER TABLE conversation ADD COLUMN {column}")
    db.execute("DROP INDEX conversation_newest")
    db.execute("CREATE INDEX conversation_newest ON conversation (pinned DESC, updated_ms DESC, id DESC)")
    db.execute("CREATE INDEX conversation_by_time ON conversation (updated_ms DESC, id DESC)")
    db.execute(
        """CREATE TABLE tag (
        conversation_id INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        search TEXT NOT NULL,
        PRIMARY KEY (conversation_id, position)
    ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX tag_search ON tag (search, conversation_id)")
    db.execute("ALTER TABLE picture ADD COLUMN application TEXT NOT NULL DEFAULT ''")
    db.execute(
        """CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        about TEXT NOT NULL,
        mac BLOB NOT NULL
    ) STRICT"""
    )
    for event in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON audit"
            " BEGIN SELECT raise(ABORT, 'the audit log only grows'); END"
        )


def thumbnails(db: Database) -> None:
    """Version 6: small pictures for lists; apart, so that what reads through the pictures does not read past them."""
    db.execute("""CREATE TABLE thumbnail (
        picture_id INTEGER PRIMARY KEY REFERENCES picture ON DELETE CASCADE,
        content BLOB NOT NULL
    ) STRICT""")


def folders(db: Database) -> None:
    """Version 7: a case lies in a folder, and in the archive once it is done with."""
    for column in ("archived INTEGER NOT NULL DEFAULT 0", "folder TEXT NOT NULL DEFAULT ''",
                   "folder_key TEXT NOT NULL DEFAULT ''"):  # fmt: skip
        db.execute(f"ALTER TABLE conversation ADD COLUMN {column}")
    order = "(pinned DESC, updated_ms DESC, id DESC)"
    db.execute(f"CREATE INDEX conversation_current ON conversation {order} WHERE archived = 0")
    db.execute(f"CREATE INDEX conversation_archived ON conversation {order} WHERE archived = 1")
    db.execute("CREATE INDEX conversation_in_folder ON conversation (folder_key) WHERE folder_key <> ''")


def fixes_found(db: Database) -> None:
    """Version 8: fixes are searched as cases are. Empty columns are filled when the file is opened."""
    db.execute("ALTER TABLE fix ADD COLUMN search TEXT NOT NULL DEFAULT ''")


def rules_of_pictures(db: Database) -> None:
    """Version 9: under which profile's rules a picture was covered; what is typed later in its case goes by them."""
    db.execute("ALTER TABLE picture ADD COLUMN profile TEXT NOT NULL DEFAULT ''")


def notes(db: Database) -> None:
    """Version 10: what an agent notes on a case; apart, so that cases without one cost nothing."""
    db.execute("""CREATE TABLE note (
        id INTEGER PRIMARY KEY REFERENCES conversation ON DELETE CASCADE,
        search TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT""")
    for statement in search_index("note"):
        db.execute(statement)


STEPS: tuple[Step, ...] = (
    first_tables,
    log_probabilities,
    attempts,
    fix_histories,
    upkeep,
    thumbnails,
    folders,
    fixes_found,
    rules_of_pictures,
    notes,
)


def check_age(db: Database, steps: Sequence[Step] = STEPS) -> bool:
    """Tell whether steps are missing. Raises NewerStore when the file has had steps that are unknown here."""
    version = _version(db)
    if version > len(steps):
        raise NewerStore("store.newer", theirs=version, ours=len(steps))
    return version < len(steps)


def is_newer(db: Database, steps: Sequence[Step] = STEPS) -> bool:
    """Whether the file has had steps that are unknown here."""
    return _version(db) > len(steps)


def migrate(db: Database, steps: Sequence[Step] = STEPS) -> None:
    """Apply the missing steps; call it inside one transaction, so that all of them are there or none."""
    before = _triggers(db)
    apply_steps(db, "deskside", steps)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(steps)}")
    _check_unbroken(db, before)


def _check_unbroken(db: Database, triggers_before: set[str]) -> None:
    """Stop a faulty step before it is on the disk: sqlite-utils' `transform`, for one, drops triggers."""
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    wanted = {f"{table}_{event}" for table in searched_tables(db) for event in ("added", "deleted", "changed")}
    missing = (wanted | triggers_before) - _triggers(db)
    if broken or missing:
        raise RuntimeError(f"a migration broke {len(broken)} references and lost the triggers {sorted(missing)}")
    for table in searched_tables(db):
        try:  # compares the index with the rows it was made from
            db.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - our own names
        except Error as error:
            raise RuntimeError(f"a migration left the search index of {table} behind its rows") from error


def searched_tables(db: Database) -> list[str]:
    """Return the tables of this file that are searched: one of before has not got all of them."""
    there = {str(row[0]) for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()}
    return [table for table in SEARCHED if table in there]


def _triggers(db: Database) -> set[str]:
    return {str(row[0]) for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()}


def is_ours(db: Database) -> bool:
    """Whether this is a case file at all."""
    return int(db.execute("PRAGMA application_id").fetchall()[0][0]) == APPLICATION_ID


def index_is_current(db: Database) -> bool:
    """Whether the search columns were made by this version of `search_text`."""
    rows = db.execute("SELECT value FROM property WHERE name = 'search_version'").fetchall()
    return bool(rows) and rows[0][0] == str(search_text.VERSION)


def reindex(db: Database) -> None:
    """Make the search columns anew; call it inside a transaction."""
    for table in searched_tables(db):
        column = SEARCHED[table]
        texts = db.execute(f"SELECT id, {column} FROM {table}").fetchall()  # noqa: S608 - our own names
        for row_id, text in texts:
            values = (search_text.searchable(text), row_id)
            db.execute(f"UPDATE {table} SET search = ? WHERE id = ?", values)  # noqa: S608 - our own names
    db.execute(
        "INSERT OR REPLACE INTO property (name, value) VALUES ('search_version', ?)",
        (str(search_text.VERSION),),
    )


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchall()[0][0])
