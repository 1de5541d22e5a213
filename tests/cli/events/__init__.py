"""Tests of `insights events`."""
