"""HTTP: the way in for events, and what may be asked about the server."""
