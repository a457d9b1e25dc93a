"""What happens to an answer after the model wrote it: blocked terms, disclaimer, citations checked."""
