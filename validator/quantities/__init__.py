"""Quantities: text to figures with intervals and units."""
