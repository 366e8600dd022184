"""What pages offer to a brief: the button, how an element is asked again, and the reader's basket."""
