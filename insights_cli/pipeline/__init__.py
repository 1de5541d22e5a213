"""The product: bytes become events, events become envelopes, envelopes leave, and nothing is lost on the way."""
