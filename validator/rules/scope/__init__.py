"""SC: years, periods and scopes."""
