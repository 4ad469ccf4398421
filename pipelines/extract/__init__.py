"""Files to cells exactly as printed, each with its place. One reader a medium; no meaning."""
