"""TX: the same fact in prose and in tables."""
