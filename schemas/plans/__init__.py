"""One module a plan, true to its document."""
