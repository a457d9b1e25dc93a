"""Benchmarks that anyone can run: python -m engine bench."""
