"""Pages on which what was found, sent or done is decided on: proposals, publishing, history, hours."""
