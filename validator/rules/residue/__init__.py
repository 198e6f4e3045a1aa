"""RS: what another document left behind."""
