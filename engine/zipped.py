"""What may be wrong with a zip archive. `zipfile` names few of these faults, and lets the others through."""

import zipfile
import zlib

BROKEN_ZIP: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,  # no archive at all, or content that differs from its check sum
    zlib.error,  # squeezed content that makes no sense
    EOFError,  # content that ends too early
    ValueError,  # a place before the beginning, a name that is no text
    NotImplementedError,  # a way of squeezing, or of locking, that zipfile does not know
    RuntimeError,  # a file that wants a password
)
"""To be caught where an archive is opened and where a file in it is read. OSError is the disk's and stands apart."""
