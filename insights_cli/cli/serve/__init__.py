"""`insights serve`: compose a server, run it, and say what happens."""
