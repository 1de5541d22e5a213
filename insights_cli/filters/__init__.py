"""The small language that picks events: the same on the command line, in the API and on the page."""
