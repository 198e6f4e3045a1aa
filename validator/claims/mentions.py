"""Mentions: how often a document says a word, asked of the few words that may not belong in it."""

_MOST = 250  # words asked of one document: what a slip leaves behind stands in few places


class Mentions:
    """Counts words in the text of a document, each once. Past so many different ones every further word counts as common,
    so that a text made of nothing but such places takes no longer than its length asks for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._counted: dict[str, int] = {}

    def count(self, word: str) -> int:
        """How often the word stands in the document."""
        known = self._counted.get(word)
        if known is None:
            if len(self._counted) >= _MOST:
                return len(self.text)
            known = self._counted[word] = self.text.count(word)
        return known
