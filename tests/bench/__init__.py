"""Speed, measured beside what a bare Flask does on the same machine at the same time."""
