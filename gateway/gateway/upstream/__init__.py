"""How the gateway asks services. A service's own file here is the only code that knows its paths."""
