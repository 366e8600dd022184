"""One module per upstream layout: `sniff` says whether a file is theirs, `tidy` turns it into canonical rows."""
