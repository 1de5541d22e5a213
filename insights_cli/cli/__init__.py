"""The edge: parse the command line, make one call, return an exit code."""
