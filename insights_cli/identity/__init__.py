"""Sign-in tokens: taking them out of what people paste, reading them without trust, and judging them."""
