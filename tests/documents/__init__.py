"""One abstract form, written as text, Word, Excel, HTML, CSV and PDF, so that tests can ask all readers the same."""
