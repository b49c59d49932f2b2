from app.domain.search import LONGEST_BEGINNING, folded, is_storable, search_tokens, words


def test_case_and_accents_do_not_matter() -> None:
    assert folded("JOSÉ Müller") == "jose muller"


def test_a_hub_id_is_found_with_and_without_its_prefix() -> None:
    assert words("pat_7k3f9qx2m4tz") == ["7k3f9qx2m4tz"]
    assert words("pat_7k3") == ["7k3"]
    assert "7k3" in search_tokens("pat_7k3f9qx2m4tz")


def test_all_beginnings_of_all_words_are_tokens() -> None:
    assert search_tokens("Ana b-12", None, "") == ["1", "12", "a", "an", "ana", "b"]


def test_long_words_are_found_by_their_first_characters() -> None:
    long = "x" * 100
    assert words(long) == ["x" * LONGEST_BEGINNING]
    assert set(words(long)) <= set(search_tokens(long))


def test_punctuation_has_no_words() -> None:
    assert words("--- ... !") == []


def test_half_a_surrogate_pair_is_not_storable() -> None:
    assert is_storable("Ä 😀")
    assert not is_storable("a\ud800")


def test_a_long_text_has_a_bounded_number_of_tokens() -> None:
    text = " ".join(f"word{number}" for number in range(10_000))
    assert "word119" in search_tokens(text)
    assert "word120" not in search_tokens(text)
