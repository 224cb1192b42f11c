"""Files that people bring: what they are by their content, and the text in them, read where it can do no harm."""
