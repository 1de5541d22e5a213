"""Configuration: app-config files and variables, read and merged exactly as Backstage does it."""
