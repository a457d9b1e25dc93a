"""Paints over what was found, its whole field where that is wished, and lays drawings on what is covered."""
