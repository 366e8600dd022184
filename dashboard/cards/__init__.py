"""What pages show in cards and tables, by subject: the rows of a question in words, and the chart that they go to."""
