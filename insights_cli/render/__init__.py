"""Words: values in, text out; nothing here decides or does anything."""
