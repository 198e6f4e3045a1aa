"""The errors that a user sees: each is one sentence, in Chinese and English, and ends in exit status 2."""


class GoujiError(Exception):
    """Something the command cannot work with: unreadable input, bad settings, wrong usage.

    `zh` and `en` are complete sentences for the user, naming the file or key concerned.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def sentence(self, lang: str) -> str:
        """The sentence in the language asked for (`zh` or `en`)."""
        return self.en if lang == "en" else self.zh


class ReadError(GoujiError):
    """The input cannot be read as a document."""


class SchemaError(GoujiError):
    """A plan schema or a submitted table does not have the form it must have."""


class SettingsError(GoujiError):
    """Settings or waivers that cannot be what was meant."""
