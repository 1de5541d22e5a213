"""Tests of `insights token`."""
