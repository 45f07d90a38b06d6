"""Rows in, Chart out: a figure, its table and its alt text."""
