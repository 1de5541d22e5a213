"""How a project's source code is wired: which plugin is added where, read from TypeScript without running it."""
