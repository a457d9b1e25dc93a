"""The one door to SQLCipher and sqlite-utils: no other module imports either.

sqlite-utils takes `pysqlite3` where it finds one, so SQLCipher is registered under that name before
sqlite-utils is imported. Only one SQLite library may ever open the case file in a process: on Linux and
macOS, closing a second handle drops the locks of the first.
"""

import sys
from pathlib import Path

import sqlcipher3
import sqlcipher3.dbapi2

from engine.errors import StoreError

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

_ABSENT = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _ABSENT:
    # It would load them to tell their numbers in rows, of which there are none here: half a second of every start.
    sys.modules[_name] = None  # type: ignore[assignment]  # Python's own way to say that a module cannot be had
try:
    from sqlite_utils import Database, Migrations, utils
finally:
    for _name in _ABSENT:
        del sys.modules[_name]

Error = sqlcipher3.Error

OLDEST_SAFE_SQLITE = (3, 51, 3)
"""Before it, a WAL file reset by one connection while another writes could corrupt the database."""

_PRAGMAS = (
    "synchronous = FULL",  # a power cut loses nothing that was acknowledged
    "foreign_keys = ON",
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
    if utils.OperationalError is not sqlcipher3.OperationalError:
        raise RuntimeError("sqlite_utils was imported before engine.store.sqlcipher")


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
        return Database(connection, execute_plugins=False)
    except BaseException:
        connection.close()
        raise


__all__ = ["Database", "Error", "Migrations", "check_versions", "open_database"]
