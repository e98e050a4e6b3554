"""Widgets that project what they are given and decide nothing."""
