"""How often a document says a word, and what keeps a text of nothing but such words from taking ever longer."""

from validator.claims.mentions import Mentions


def test_a_word_is_counted_in_the_whole_text():
    mentions = Mentions("全县气象事业，气象服务，水利")

    assert [mentions.count(word) for word in ("气象", "水利", "林业")] == [2, 1, 0]
    assert mentions.count("气象") == 2


def test_past_hundreds_of_words_a_further_one_counts_as_common():
    mentions = Mentions("气象" + "".join(chr(0x4E00 + n) for n in range(1000)))
    before = [mentions.count(chr(0x4E00 + n)) for n in range(500)]

    assert mentions.count("茉莉") > 2
    assert before[0] == 1
    assert before[-1] > 2
