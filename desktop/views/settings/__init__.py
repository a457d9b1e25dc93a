"""Settings, profiles of applications, and the keys."""
