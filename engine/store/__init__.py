"""The case file: one encrypted SQLite database and encrypted pictures beside it."""
