"""What readers see of news and newsletters."""
