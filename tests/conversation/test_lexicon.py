"""Plain words, what is listening and nothing else, and the lists that are shipped."""

import re
import tomllib

import pytest

from monitor import config, places
from monitor.conversation.lexicon import Lexicon, plain
from monitor.errors import ConfigError
from tests.conversation.utterances import LEXICONS

LISTS = {"backchannels": '["Mhm"]', "trailing": '["the"]', "hanging": '["to"]', "phantoms": '["bye"]'}
FILES = sorted(places.lexicon_dir().glob("*.toml"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mm-hm.", "mm hm"),
        (" Yeah, I SEE! ", "yeah i see"),
        ("I’m", "i'm"),
        ("'cause", "cause"),
        ("Ach so…", "ach so"),
        ("weiß", "weiss"),
        ("10.5 %", "10 5"),
        ("...", ""),
    ],
)
def test_plain_words_are_the_words_alone(text, words):
    assert plain(text) == words
    assert plain(words) == words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mm-hm."),
        ("en", "Mmm-hmm."),
        ("en", "Uh-huh, yeah."),
        ("en", "Right. I see, of course!"),
        ("en", "Oh no."),
        ("de", "Mhm."),
        ("de", "Ach so, ja."),
        ("de", "Genau, verstehe."),
        ("de", "Ich weiß."),
    ],
)
def test_this_is_listening(language, text):
    assert LEXICONS[language].is_listening(text.split())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ""),
        ("en", "..."),
        ("en", "Yeah, but"),
        ("en", "I"),
        ("en", "see"),
        ("en", "Stop."),
        ("en", "So what happened next?"),
        ("en", "Thank you."),
        ("de", "Ja, aber"),
        ("de", "Moment."),
    ],
)
def test_this_is_not(language, text):
    assert not LEXICONS[language].is_listening(text.split())


def test_words_that_were_written_apart_are_still_one_phrase():
    assert LEXICONS["en"].is_listening(["Mm", "-hm."])


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"trailing": {"The"}}, "'The' in trailing should be 'the'"),
        ({"phantoms": {"bye-bye"}}, "'bye-bye' in phantoms should be 'bye bye'"),
        ({"backchannels": {""}}, "'' in backchannels"),
        ({"trailing": {"to"}, "hanging": {"to"}}, "'to' is in trailing and in hanging"),
    ],
)
def test_a_lexicon_that_would_never_match_is_refused(words, problem):
    lists = {name: frozenset(words.get(name, ())) for name in LISTS}
    with pytest.raises(ValueError, match=re.escape(problem)):
        Lexicon(language="en", **lists)


class TestShipped:
    def test_there_is_english_and_german(self):
        assert list(LEXICONS) == ["de", "en"]
        assert all(lexicon.language == code for code, lexicon in LEXICONS.items())

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_every_list_is_sorted_and_has_its_source_above_it(self, path):
        source = path.read_text("utf-8")
        for name, entries in tomllib.loads(source).items():
            assert entries == sorted(set(entries)), name
            assert re.search(rf"^#.*\n{name} = ", source, re.MULTILINE), name

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_no_entry_stands_for_another_that_is_written_otherwise(self, path):
        for name, entries in tomllib.loads(path.read_text("utf-8")).items():
            assert len({plain(entry) for entry in entries}) == len(entries), name

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_words_that_can_end_clauses_are_single_words(self, path):
        lists = tomllib.loads(path.read_text("utf-8"))
        assert all(" " not in entry for entry in [*lists["trailing"], *lists["hanging"]])

    def test_what_ends_clauses_is_not_said_to_trail(self):
        english, german = LEXICONS["en"].trailing, LEXICONS["de"].trailing
        assert not english & {"that", "so", "in", "on", "up", "it", "her", "though", "to", "was", "with"}
        assert not german & {"an", "auf", "ein", "mit", "zu", "sein", "das", "ich", "nicht", "war", "hat"}
        assert {"the", "my", "i", "because", "and"} <= english
        assert {"weil", "und", "meine", "von"} <= german

    def test_nothing_that_listens_trails(self):
        for lexicon in LEXICONS.values():
            assert not lexicon.backchannels & lexicon.trailing


@pytest.fixture
def folder(tmp_path):
    """Writes one file of lists and gives its folder."""

    def write(lists):
        text = "\n".join(f"{name} = {entries}" for name, entries in lists.items())
        (tmp_path / "nl.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_language_of_ones_own_is_read_in_plain_words(folder):
    (lexicon,) = config.lexicons(folder(LISTS)).values()
    assert (lexicon.language, lexicon.backchannels) == ("nl", frozenset({"mhm"}))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"trailing": "1"}, "cannot be used"),
        ({"trailing": "[1]"}, "cannot be used"),
        ({"trailing": '["..."]'}, "cannot be used: '' in trailing"),
        ({"trailing": '["to"]'}, "'to' is in trailing and in hanging"),
        ({"trialing": "[]"}, "'trialing' is the odd one"),
        ({"trailing": "["}, "is not valid TOML"),
    ],
)
def test_one_that_cannot_be_used_is_refused_in_a_sentence(folder, change, problem):
    with pytest.raises(ConfigError, match=re.escape(problem)) as caught:
        config.lexicons(folder(LISTS | change))
    assert "nl.toml" in str(caught.value)
    assert str(caught.value).endswith(".")
