"""What a reader may write: goals and named scenarios, kept as data and in versions."""
