"""The one composition root: open_engine."""
