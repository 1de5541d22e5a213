"""What is measured and looked at, not gated."""
