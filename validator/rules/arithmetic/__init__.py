"""AR: sums, shares, differences and counts within the prose."""
