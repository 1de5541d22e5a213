"""Tests of `insights spool`."""
