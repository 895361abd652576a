"""In a real browser or over the wire, against the whole demo."""
