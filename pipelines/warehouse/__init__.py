"""Records to staging, core and marts; the dictionary, exports and releases."""
