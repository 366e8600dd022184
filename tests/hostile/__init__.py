"""Files that would harm who reads them, built where they are needed."""
