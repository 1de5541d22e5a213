"""Tests of reading projects."""
