"""The therapist's questions, open or closed, by rules on the words that can be read and argued with.

The lists are in config/questions, one file per language.  Each clause of a sentence is looked at from
its start, after what only fills ("okay, so, um"); the first line that fits decides it:

    rule            fits                                                   kind
    --------------  -----------------------------------------------------  ----------------------------------
    invitation      "tell me ...", "can you describe ..."                  open; by the word that asks
                                                                           indirectly ("... whether") if any
    wondering       "I'm wondering" and a question word                    by that word
    anything_else   "is there anything else ...", "any other ..."          open
    open_word       how, what, why, where; the verb before its subject     open
    closed_word     who, when, which, how many; the same                   closed
    verb_first      "do you", "haben Sie"                                  closed
    tag             "..., isn't it", "..., nicht wahr"                     closed
    question_mark   nothing of it, but a question mark                     closed

"What you say is hard" asks nothing: after a question word the subject comes before its verb only in
what is subordinate.  Of several questions in one sentence the open one counts.  Where the question mark
is missing, less is found: see the measurements in tests/conversation/asking.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from itertools import pairwise

from monitor.conversation.lexicon import plain
from monitor.conversation.remarks import QuestionKind
from monitor.conversation.sentences import Sentence, marks_are_meant, sentences
from monitor.conversation.timeline import Segment
from monitor.conversation.transcript import Word

OPEN, CLOSED = QuestionKind.OPEN, QuestionKind.CLOSED
_BEFORE_VERB = 4
"""So many words may belong to a question word: "what kind of things are you"."""


class Rule(Enum):
    """What made a sentence a question; the value is the name used in every file."""

    INVITATION = "invitation"
    WONDERING = "wondering"
    ANYTHING_ELSE = "anything_else"
    OPEN_WORD = "open_word"
    CLOSED_WORD = "closed_word"
    VERB_FIRST = "verb_first"
    TAG = "tag"
    QUESTION_MARK = "question_mark"


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """One language; what each list is for stands in its file.  ValueError where an entry is not plain."""

    language: str
    fillers: frozenset[str]
    checks: frozenset[str]
    before_question_words: frozenset[str]
    open_words: frozenset[str]
    closed_words: frozenset[str]
    relatives: frozenset[str]
    clefts: frozenset[str]
    whether: frozenset[str]
    verbs: frozenset[str]
    verbs_after_question_words: frozenset[str]
    verb_endings: frozenset[str]
    verb_endings_marked: frozenset[str]
    subjects: frozenset[str]
    subjects_unmarked: frozenset[str]
    invitations: frozenset[str]
    inviting: frozenset[str]
    telling: frozenset[str]
    wondering: frozenset[str]
    more: frozenset[str]
    tags: frozenset[str]

    def __post_init__(self) -> None:
        for field in fields(self)[1:]:
            for entry in sorted(getattr(self, field.name)):
                if not entry or entry != plain(entry):
                    raise ValueError(f"{entry!r} in {field.name} should be {plain(entry)!r}")
        if both := sorted(self.open_words & self.closed_words):
            raise ValueError(f"{both[0]!r} is in open_words and in closed_words")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a sentence asks, and by which rule."""

    kind: QuestionKind
    rule: Rule


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence with what it asks; `judged` is None where it asks nothing."""

    stretch: Segment
    text: str
    judged: Judged | None


def questions(stretches: Sequence[Sequence[Word]], asking: QuestionWords) -> list[Asked]:
    """The questions in all that one speaker said, in order; no sentence goes on over a stretch's end."""
    return [each for each in judged(stretches, asking, marks_are_meant(stretches)) if each.judged]


def judged(stretches: Sequence[Sequence[Word]], asking: QuestionWords, meant: bool = True) -> list[Asked]:
    """Every sentence of one speaker, in order, with what it asks; `meant`: whether question marks are."""
    return [
        Asked(Segment(each.words[0].start, each.words[-1].end), each.text, _judge(each, asking))
        for whole in sentences(stretches, meant)
        for each in _parted(whole, asking)
    ]


def _parted(sentence: Sentence, asking: QuestionWords) -> Iterator[Sentence]:
    """Without any marks a question may begin in the middle: it is a sentence of its own."""
    words = sentence.words
    if sentence.marked or len(sentence.clauses) > 1 or len(sentence.tokens) != len(words):
        yield sentence
        return
    look = _Look(sentence, asking)
    cuts = [0, *(at for at in range(2, len(words)) if look.inverts(at)), len(words)]
    for start, end in pairwise(cuts):
        yield Sentence(words[start:end], sentence.tokens[start:end], [0], False)


def _judge(sentence: Sentence, asking: QuestionWords) -> Judged | None:
    """Open before closed, what is sure before what only the mark says."""
    if _made_of(sentence.tokens, asking.checks | asking.fillers):
        return None
    tagged = max((_ends_with(sentence.tokens, tag) for tag in asking.tags), default=0)
    bare = len(sentence.tokens) - tagged
    kept = Sentence(sentence.words, sentence.tokens[:bare], sentence.clauses, sentence.marked)
    look = _Look(kept if bare else sentence, asking)
    found = [each for at in look.starts() if (each := look.asks(at)) is not None]
    if not found and tagged and bare:
        return Judged(CLOSED, Rule.TAG) if sentence.marked or tagged > 1 else None
    if not found and sentence.marked:
        found = [each for at in look.starts() if (each := look.by_mark(at)) is not None]
        found = found or [Judged(CLOSED, Rule.QUESTION_MARK)]
    return next((each for each in found if each.kind is OPEN), found[0] if found else None)


class _Look:
    """One sentence under one language's lists; positions are those of its tokens."""

    def __init__(self, sentence: Sentence, asking: QuestionWords) -> None:
        self._tokens = sentence.tokens
        self._clauses = [at for at in sentence.clauses if at < len(sentence.tokens)]
        self._marked = sentence.marked
        self._asking = asking
        self._first = self._past(asking.fillers, 0)

    def starts(self) -> list[int]:
        """Where a question may begin: each clause, less its fillers, and wherever the word order asks."""
        begun = {self._past(self._asking.fillers, at) for at in self._clauses}
        begun |= {at for at in range(len(self._tokens)) if self.inverts(at)}
        return sorted(at for at in begun if at < len(self._tokens))

    def asks(self, at: int) -> Judged | None:
        """What the words from there ask by themselves."""
        return (
            self._invites(at)
            or self._wonders(at)
            or self._more(at)
            or self._by_question_word(at)
            or self._by_verb(at)
        )

    def by_mark(self, at: int) -> Judged | None:
        """What they ask given that there is a question mark."""
        word_at, length, kind = self._question_word(at)
        after = word_at + length
        subordinate = self._is_subject(after) and len(self._tokens) - after > 1
        if kind and not subordinate:
            return _by_word(kind)
        if self._match(self._asking.more, at):
            return Judged(OPEN, Rule.ANYTHING_ELSE)
        return Judged(CLOSED, Rule.VERB_FIRST) if self._token(at) in self._asking.verbs else None

    def inverts(self, at: int) -> bool:
        """Whether a question word stands there, then a verb, then its subject."""
        length, kind = self._kind_of_word(at)
        return bool(kind) and self._begins_with_verb(at + length)

    def _invites(self, at: int) -> Judged | None:
        if length := self._match(self._asking.invitations, at):
            asked = self._indirectly(at + length)
            # "tell me when it is too much" wants no answer
            return Judged(asked, Rule.INVITATION) if asked is OPEN or self._marked else None
        if length := self._match(self._asking.inviting, at):
            ends = [self._apart(phrase.split(), at + length) for phrase in self._asking.telling]
            if any(ends):
                return Judged(self._indirectly(max(ends)), Rule.INVITATION)
        return None

    def _wonders(self, at: int) -> Judged | None:
        if length := self._match(self._asking.wondering, at):
            for begun in range(at + length, min(at + length + 4, len(self._tokens))):
                if kind := self._kind_of_word(begun)[1] or self._whether(begun):
                    return Judged(kind, Rule.WONDERING)
        return None

    def _more(self, at: int) -> Judged | None:
        places = range(at, len(self._tokens)) if self._begins_with_verb(at) else [at]
        if any(self._match(self._asking.more, place) for place in places):
            return Judged(OPEN, Rule.ANYTHING_ELSE)
        return None

    def _by_question_word(self, at: int) -> Judged | None:
        begun, length, kind = self._question_word(at)
        if kind is None:
            return None
        after = begun + length
        if not self._marked and self._is_cleft(after):
            return None
        if "'" in self._tokens[after - 1] or self._follows(begun, after):
            return _by_word(kind)
        for verb in range(after, after + _BEFORE_VERB):
            if self._is_verb(verb, after_word=True) and self._is_subject(verb + 1):
                return _by_word(kind)
            if self._is_subject(verb):
                return None
        return None

    def _by_verb(self, at: int) -> Judged | None:
        """Without the mark a verb that begins a later clause may have the one before for its first part."""
        if self._begins_with_verb(at) and (self._marked or at == self._first):
            return Judged(CLOSED, Rule.VERB_FIRST)
        return None

    def _follows(self, word: int, at: int) -> bool:
        """Whether a verb comes at once after the question word."""
        if self._token(word) in self._asking.relatives and not self._is_subject(at + 1):
            return False
        return self._token(at) in self._asking.verbs | self._asking.verbs_after_question_words

    def _is_cleft(self, at: int) -> bool:
        """Whether a verb comes after it all: "what helps many people is to breathe"."""
        asking = self._asking
        return self._token(at) in asking.verbs_after_question_words and any(
            self._token(later) in self._asking.clefts and not self._is_subject(later - 1)
            for later in range(at + 1, len(self._tokens))
        )

    def _begins_with_verb(self, at: int) -> bool:
        asking = self._asking
        subjects = asking.subjects if self._marked else asking.subjects_unmarked
        return self._is_verb(at) and self._token(at + 1) in subjects

    def _is_subject(self, at: int) -> bool:
        """By itself, or drawn together with its verb ("you're")."""
        return self._token(at).partition("'")[0] in self._asking.subjects

    def _is_verb(self, at: int, after_word: bool = False) -> bool:
        """By itself, or with the subject after it."""
        if self._token(at) in self._asking.verbs:
            return True
        endings = self._asking.verb_endings
        if self._marked or after_word:
            endings |= self._asking.verb_endings_marked
        both = f"{self._token(at)} {self._token(at + 1)}"
        return self._token(at) not in self._asking.subjects and both.endswith(tuple(endings))

    def _question_word(self, at: int) -> tuple[int, int, QuestionKind | None]:
        """Where it begins, after a preposition perhaps, its length in words, and its kind."""
        before = self._past(self._asking.before_question_words, at)
        for begun in (at, before):
            length, kind = self._kind_of_word(begun)
            if kind:
                return begun, length, kind
        return at, 0, None

    def _kind_of_word(self, at: int) -> tuple[int, QuestionKind | None]:
        closed = self._match(self._asking.closed_words, at)
        opens = self._match(self._asking.open_words, at)
        if closed >= opens:
            return closed, CLOSED if closed else None
        return opens, OPEN

    def _indirectly(self, at: int) -> QuestionKind:
        """The kind of what is asked after an invitation: open unless a word there closes it."""
        begun = self._past(self._asking.fillers, at)
        return self._question_word(begun)[2] or self._whether(begun) or OPEN

    def _whether(self, at: int) -> QuestionKind | None:
        return CLOSED if self._token(at) in self._asking.whether else None

    def _past(self, phrases: frozenset[str], at: int) -> int:
        while length := self._match(phrases, at):
            at += length
        return at

    def _match(self, phrases: frozenset[str], at: int) -> int:
        """The length in words of the longest phrase that stands there, 0 for none."""
        begun = _by_first_word(phrases).get(self._token(at), ())
        return max((len(words) for words in begun if self._stands(words, at)), default=0)

    def _stands(self, words: Sequence[str], at: int) -> bool:
        return tuple(self._tokens[at : at + len(words)]) == words

    def _apart(self, phrase: Sequence[str], at: int) -> int:
        """Where the phrase has ended whose words come in this order from there on, 0 if they do not."""
        for word in phrase:
            if word not in self._tokens[at:]:
                return 0
            at = list(self._tokens).index(word, at) + 1
        return at

    def _token(self, at: int) -> str:
        return self._tokens[at] if at < len(self._tokens) else ""


@cache
def _by_first_word(phrases: frozenset[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in (tuple(phrase.split()) for phrase in phrases):
        found.setdefault(words[0], []).append(words)
    return found


def _by_word(kind: QuestionKind) -> Judged:
    return Judged(kind, Rule.OPEN_WORD if kind is OPEN else Rule.CLOSED_WORD)


def _ends_with(tokens: Sequence[str], phrase: str) -> int:
    """The length of the phrase in words if they end with it, else 0."""
    words = phrase.split()
    return len(words) if list(tokens[-len(words) :]) == words else 0


def _made_of(tokens: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether nothing else was said."""
    reached = {0}
    for end in range(1, len(tokens) + 1):
        if any(" ".join(tokens[start:end]) in phrases for start in reached):
            reached.add(end)
    return len(tokens) in reached
