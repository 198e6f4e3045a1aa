"""The contracts with the outside, in Pydantic: what may come in and what goes out."""
