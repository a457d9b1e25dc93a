"""Puts the window together."""
