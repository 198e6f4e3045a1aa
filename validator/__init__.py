"""gouji 勾稽: checks whether the numbers in a Chinese government plan agree with each other."""

__version__ = "0.1.0"
