"""Timelines made in code and from data."""
