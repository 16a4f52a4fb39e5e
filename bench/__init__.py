"""Measurements: textfix and its peers side by side in one run, ratios printed.

    python -m bench [--sample FILE] [--quick] [throughput|memory|startup]...

Absolute figures depend on the machine; read the ratios. The tests hold the ones that must not be
lost.
"""
