"""Tests of the spool in PostgreSQL."""
