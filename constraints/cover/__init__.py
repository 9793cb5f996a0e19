"""Rules about duties: whether they run, in which vehicle, and with how full a crew."""
