"""Published tables to static pages."""
