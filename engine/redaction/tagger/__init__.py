"""The learned tagger: what it sees of a screen, and what it takes for private."""
