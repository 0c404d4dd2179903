"""How large the model is; the rest is Whisper's."""

MELS = 80
WIDTH, HEADS, FEED_FORWARD = 128, 4, 512
ENCODER_LAYERS, DECODER_LAYERS = 3, 2
SOUND_POSITIONS, TEXT_POSITIONS = 1500, 448
"""Whisper's own: faster-whisper pads sound to 30 s, which is 1500 positions."""
ALIGNMENT_HEADS = 2
"""So many first heads of the last decoder layer look at the word that is being written."""
