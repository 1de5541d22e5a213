"""Show before anything is collected what would leave: of one entity leaf by leaf, of a whole catalog path by path."""
