"""What the model is told: system prompt, passages, the screen's text, the history."""
