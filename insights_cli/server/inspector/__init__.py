"""The page in the browser, and the API behind it: what was received, what was sent, and why."""
