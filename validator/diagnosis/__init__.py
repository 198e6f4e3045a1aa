"""Why a figure is wrong, and the smallest edit that makes the document agree."""
