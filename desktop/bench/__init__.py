"""Measures the window as a person meets it: `python -m desktop bench`.

`command` leads, `starting` times whole starts of the program, `part` is a process of its own in which the real program
runs while one thing about it is measured, `display` has a screen ready where there is none.
"""
