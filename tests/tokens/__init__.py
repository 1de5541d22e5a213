"""Tests of the API token."""
