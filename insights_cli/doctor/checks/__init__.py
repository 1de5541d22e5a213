"""The checks of `insights doctor`, one module a subject."""
