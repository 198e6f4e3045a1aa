"""UN: units and orders of magnitude."""
