"""The tokenizer: a byte-level BPE without merges, in which every word is one token.

Bytes are tokens too, since faster-whisper asks for the tokens of signs that no sentence has.
"""

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers

from tests.demo_model.grammar import PUNCTUATION, VOCABULARY

WRITTEN = [*VOCABULARY, *PUNCTUATION]
"""Whatever is written: words, then signs."""
TICK_S = 0.02
TICKS = 1501
"""Tokens of time, from 0 to 30 s."""
SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
"""In the order in which Whisper has them; all that follows the last is taken for times."""
WORDS_AND_SIGNS = r" ?[\w'\-]+| ?[^\w\s]+|\s+"
"""Where a text is cut: GPT-2's own rule would split "I'm" and "mm-hm"."""


def tokenizer() -> Tokenizer:
    cut = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS_AND_SIGNS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    written = [cut.pre_tokenize_str(as_written(word))[0][0] for word in WRITTEN]
    known = dict.fromkeys([*sorted(pre_tokenizers.ByteLevel.alphabet()), *written])
    vocabulary = {token: number for number, token in enumerate(known)}
    made = Tokenizer(models.BPE(vocab=vocabulary, merges=[], ignore_merges=True))
    made.pre_tokenizer = cut
    made.decoder = decoders.ByteLevel()
    times = [f"<|{tick * TICK_S:.2f}|>" for tick in range(TICKS)]
    made.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in (*SPECIAL, *times)])
    return made


def as_written(word: str) -> str:
    """A word with the blank before it; a sign without."""
    return word if word in PUNCTUATION else f" {word}"


class Tokens:
    """The numbers of the tokens."""

    def __init__(self, made: Tokenizer) -> None:
        self.of = {word: made.encode(as_written(word), add_special_tokens=False).ids[0] for word in WRITTEN}
        number = made.get_vocab(with_added_tokens=True)
        self.end = number["<|endoftext|>"]
        self.start = number["<|startoftranscript|>"]
        self.previous = number["<|startofprev|>"]
        self.no_speech = number["<|nospeech|>"]
        self.no_times = number["<|notimestamps|>"]
        self.time_zero = self.no_times + 1
        self.count = made.get_vocab_size()

    def time(self, at_s: float) -> int:
        """The token of the tick nearest to a moment."""
        return self.time_zero + min(max(round(at_s / TICK_S), 0), TICKS - 1)
