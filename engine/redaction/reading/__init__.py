"""Reads the text on a picture: boxes, lines, characters with their places."""
