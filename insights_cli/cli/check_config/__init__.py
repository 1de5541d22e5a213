"""`insights check-config`: load, ask the rules, show."""
