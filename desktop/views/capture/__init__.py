"""How pictures come in: the overlay, the countdown, files, the clipboard."""
