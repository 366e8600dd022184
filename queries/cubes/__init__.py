"""Every cube: a file with its declaration, beside the questions that read it in their own way."""
