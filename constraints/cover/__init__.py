"""Rules about duties: do they run, in what, and with how full a crew."""
