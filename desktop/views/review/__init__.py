"""What will be covered, seen and decided before anything is sent."""
