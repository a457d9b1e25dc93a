"""The one door to SQLCipher and sqlite-utils: no other module imports either.

Reading and writing rows goes straight to SQLCipher. sqlite-utils, which brings the steps of a schema, is loaded when a
file has steps before it: it takes as long to load as all the rest of opening a case file. It takes `pysqlite3` where it
finds one, so SQLCipher is registered under that name first. Only one SQLite library may ever open the case file in a
process: on Linux and macOS, closing a second handle drops the locks of the first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2

from engine.errors import StoreError

if TYPE_CHECKING:
    import sqlite_utils

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

Error = sqlcipher3.Error

OLDEST_SAFE_SQLITE = (3, 51, 3)
"""Before it, a WAL file reset by one connection while another writes could corrupt the database."""

_PRAGMAS = (
    "synchronous = FULL",  # a power cut loses nothing that was acknowledged
    "foreign_keys = ON",
    "recursive_triggers = ON",  # the search index hears of a row that another one replaces
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "busy_timeout = 5000",
    "journal_size_limit = 4194304",
)
_PAGE_BYTES = 4096


def check_versions() -> None:
    """Refuse a SQLite with the WAL-reset fault, or one without encryption. Raises StoreError."""
    if sqlcipher3.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise StoreError("store.old_sqlite", version=sqlcipher3.sqlite_version)


class Database:
    """An open, keyed database. Without a BEGIN every statement is a transaction of its own."""

    def __init__(self, connection: sqlcipher3.Connection) -> None:
        self.conn = connection

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlcipher3.Cursor:
        return self.conn.execute(sql, values)

    def query(self, sql: str, values: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
        """Yield each row by the names of its columns."""
        cursor = self.conn.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def close(self) -> None:
        self.conn.close()


def apply_steps(db: Database, name: str, steps: Sequence[Callable[[Database], None]]) -> None:
    """Take the steps that the file has not had yet; which those are, sqlite-utils notes in the file."""
    migrations = _sqlite_utils().Migrations(name)
    for step in steps:
        migrations(name=step.__name__)(lambda _, step=step: step(db))
    migrations.apply(with_tools(db))


def with_tools(db: Database) -> sqlite_utils.Database:
    """Return the same connection as sqlite-utils has it, for a step that changes a table."""
    tools: sqlite_utils.Database = _sqlite_utils().Database(db.conn, execute_plugins=False)
    return tools


def _sqlite_utils() -> ModuleType:
    """Load sqlite-utils, over SQLCipher. Without numpy and pandas, which it would load to tell numbers in rows."""
    absent = [name for name in ("numpy", "pandas") if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say that a module cannot be had
    try:
        import sqlite_utils
        from sqlite_utils import utils
    finally:
        for name in absent:
            del sys.modules[name]
    if utils.OperationalError is not sqlcipher3.OperationalError:
        raise RuntimeError("sqlite_utils was imported before engine.store.sqlcipher")
    return sqlite_utils


def open_database(path: Path, key: bytes, *, is_read_only: bool = False) -> Database:
    """Open a file with its 32-byte key; a missing file is made unless `is_read_only`.

    Wrong keys and damage show at the first read, as `Error`. Any thread may use it, one at a time.
    """
    address = path.absolute().as_uri() + ("?mode=ro" if is_read_only else "?mode=rwc")
    connection = sqlcipher3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the console
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cipher_page_size = {_PAGE_BYTES}")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return Database(connection)
    except BaseException:
        connection.close()
        raise


__all__ = ["Database", "Error", "apply_steps", "check_versions", "open_database", "with_tools"]
