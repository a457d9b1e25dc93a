"""Finds what is sensitive on a picture or in a text, covers it, and reads the result again."""
