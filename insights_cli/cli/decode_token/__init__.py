"""`insights decode-token`: read, ask others where that was asked for, judge."""
