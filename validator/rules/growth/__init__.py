"""GR: growth rates, multiples and doublings."""
