"""TB: the form of indicator tables."""
