"""Canned fixes: offered beside the question, called by name, kept in a library."""
