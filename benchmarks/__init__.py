"""Measures how the portal holds up with many rows; `make bench` runs it, docs/benchmarks.md explains it."""
