"""Ways of grabbing the screen; each says whether it works here."""
