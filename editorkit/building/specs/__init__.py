"""Specs: files that say what a program of `Timeline` says."""
