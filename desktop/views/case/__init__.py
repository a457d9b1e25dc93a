"""The open case: its turns, the question that is written, and what an answer quotes."""
