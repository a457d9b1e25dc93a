"""The case file: its keys, its lock, its backups."""
