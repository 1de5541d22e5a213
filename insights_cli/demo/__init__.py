"""A built-in Backstage project to try everything on."""
