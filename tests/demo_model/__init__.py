"""The demo's recogniser: a Whisper of 1.5 million parameters that knows 217 words, trained here from nothing.

Real Whisper weights are large and come from elsewhere; this model is 2.5 MB, is shipped in
models/demo-en, and takes the same path through faster-whisper and CTranslate2: encoder, beam
search, time stamps, word times by attention.  It knows the words of `grammar.toml` in voices of
espeak-ng, and nothing else.

    python -m tests.demo_model.train --minutes 80 --out training
    python -m tests.demo_model.export training/final.pt --out models/demo-en
    python -m tests.demo_model.evaluate models/demo-en

Training needs PyTorch, which is no dependency of the project: `pip install torch` (the build for
CPUs is enough), and espeak-ng.  It speaks as it learns, in a process beside it, so two cores are
busy for as long as `--minutes` says.

    grammar.py    sentences, and those kept out of training
    tokens.py     the tokenizer: one token a word
    speaker.py    espeak-ng within this process, with the times of words
    noises.py     what else a microphone hears
    takes.py      what is said in one window
    windows.py    what the model sees of it, and what it should make of it
    batches.py    windows side by side, made in a process of their own
    shape.py      how large the model is
    network.py    the model
    losses.py     what it is taught by
    training.py   the loop
    export.py     to the form in which faster-whisper reads it
"""
