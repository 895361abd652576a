"""The rules of the house, asked of the code itself."""
