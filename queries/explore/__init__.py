"""A question of one's own: any registered numbers, grouped and compared as the asker likes, answered safely or refused."""
