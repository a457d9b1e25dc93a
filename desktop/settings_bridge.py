"""Settings as Qt signals."""
