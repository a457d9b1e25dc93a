"""What runs the model: the worker process with llama.cpp, its models, and its protocol."""
