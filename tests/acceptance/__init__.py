"""The installed program in a process of its own."""
