"""Promises, each tested over every member of its family."""
