"""Privacy: find personal data and secrets in text, and replace them by marked stand-ins before anything leaves."""
