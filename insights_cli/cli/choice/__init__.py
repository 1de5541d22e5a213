"""What a command works with: chosen from its flags, the environment and the configuration, and put together here."""
