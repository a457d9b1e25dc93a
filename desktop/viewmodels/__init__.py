"""What is shown, and how it changes when the engine speaks."""
