"""Canned fixes: reading and writing their files, and finding the fitting ones."""
