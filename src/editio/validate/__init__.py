"""Checking an edition: the checks, and how findings are reported."""
