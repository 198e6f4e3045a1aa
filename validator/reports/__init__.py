"""Report to text, one pure function a format."""
