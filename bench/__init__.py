"""Measurements: peers side by side in one run, ratios printed."""
