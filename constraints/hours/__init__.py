"""Rules about hours and numbers of duties: limits, contracts and promises."""
