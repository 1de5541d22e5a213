"""YAML 1.2 core text to values that remember where they stand, read exactly as npm's `yaml` 2.x reads it."""
