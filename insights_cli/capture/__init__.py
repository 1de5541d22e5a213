"""What is captured: which fields of an entity an event carries, and one fate for every leaf; pure."""
