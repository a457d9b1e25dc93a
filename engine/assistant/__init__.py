"""The use cases, as generators of events."""
