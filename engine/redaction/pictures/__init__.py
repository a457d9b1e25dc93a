"""What is private on a screen and is no text: codes, photographs, faces, signatures."""
