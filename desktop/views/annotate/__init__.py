"""Drawing on a covered picture, and pinning it."""
