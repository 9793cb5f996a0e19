"""Rules that grant what people ask for, where it costs nobody more."""
