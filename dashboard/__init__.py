"""How it looks and how it is driven: the frame, the charts, the command line."""
