"""Pictures in and out: safe decoding, encoding to new files, resizing, filling."""
