"""A live Backstage catalog over its REST API."""
