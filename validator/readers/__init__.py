"""Readers: bytes to Document, one file a format."""
