"""The mechanisms every Atrium service is built on; it knows no business words."""
