"""Entities in files: catalog-info.yaml, exports, and the file locations of a configuration."""
