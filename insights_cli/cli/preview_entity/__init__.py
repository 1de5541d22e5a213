"""`insights preview-entity`: gather, judge leaf by leaf, write."""
