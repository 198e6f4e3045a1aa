"""Claims: a figure in its context, with indicator, year and role."""
