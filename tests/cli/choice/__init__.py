"""Tests of what commands choose to work with."""
