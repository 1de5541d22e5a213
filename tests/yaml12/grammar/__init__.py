"""Tests of the exact grammar."""
