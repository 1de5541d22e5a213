"""Tests of the spool in one SQLite file."""
