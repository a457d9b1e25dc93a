"""Canned fixes: reading and writing their files, finding the fitting ones, filling in their blanks."""

from engine.knowledge.files import read_fix, read_folder, write_folder
from engine.knowledge.index import FixIndex
from engine.knowledge.placeholders import Placeholder, fill, placeholders

__all__ = ["FixIndex", "Placeholder", "fill", "placeholders", "read_fix", "read_folder", "write_folder"]
