"""notify over HTTP: parse, one action or one read, answer."""
