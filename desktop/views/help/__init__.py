"""First steps, keys, logs, and the report of a fault."""
