"""The spool in NATS JetStream."""
