"""Rules about ids and what refers to them."""
