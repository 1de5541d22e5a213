"""Tests of `insights_cli.spools`."""
