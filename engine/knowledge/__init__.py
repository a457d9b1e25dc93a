"""Canned fixes: reading and writing their files, finding the fitting ones."""

from engine.knowledge.files import read_fix, read_folder, write_folder
from engine.knowledge.index import FixIndex

__all__ = ["FixIndex", "read_fix", "read_folder", "write_folder"]
