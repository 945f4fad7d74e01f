{"votes": 3}
