"""The window. Qt only: never SQL, never llama.cpp, never OpenCV."""
