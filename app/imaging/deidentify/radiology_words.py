WORDS=""
SHORT_WORDS=frozenset()
