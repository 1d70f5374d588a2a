"""Chunks: whole consecutive sentences with some left context, the unit that the encoder reads.

The Rust program packs a document by the same rule (src/language/chunk.rs), so that what it reads is what was trained.
"""
from words import shape

MAX_CHUNK = 256  # word pieces of a chunk, its two frame pieces included
CONTEXT = 64  # word pieces of preceding sentences that a chunk repeats at most
TOO_LONG = 500  # a sentence of more pieces is left out of training


def pack(sizes, context=CONTEXT):
    """Sentence ranges from sizes in pieces: (first of context, first of its own, after last)."""
    out, start = [], 0
    while start < len(sizes):
        first, room = start, context
        while first > 0 and sizes[first - 1] <= room:
            first -= 1
            room -= sizes[first]
        total, end = sum(sizes[first:start]) + 2 + sizes[start], start + 1
        while end < len(sizes) and total + sizes[end] <= MAX_CHUNK:
            total += sizes[end]
            end += 1
        if total > MAX_CHUNK:  # one long sentence: without context
            first = start
        out.append((first, start, end))
        start = end
    return out


class Chunk:
    """Flat arrays over the words of a chunk; `own` tells the words whose labels count here."""

    def __init__(self, sentences, own, vocabulary):
        self.ids, self.shapes, self.places, self.numbers = [vocabulary.cls], [5], [0], [0]
        self.first, self.last, self.sentence, self.own, self.offsets = [], [], [], [], []
        self.sentences = sentences
        for number, sentence in enumerate(sentences):
            self.offsets.append(len(self.first))
            place = 1
            for word in sentence["words"]:
                self.first.append(len(self.ids))
                self.sentence.append(number)
                self.own.append(number >= own)
                pieces = vocabulary.pieces(word)
                self.ids += pieces
                self.shapes += [shape(word)] * len(pieces)
                self.places += range(place, place + len(pieces))
                self.numbers += [number + 1] * len(pieces)
                self.last.append(len(self.ids) - 1)
                place += len(pieces)
        for row, end in ((self.ids, vocabulary.sep), (self.shapes, 5), (self.places, 0), (self.numbers, 0)):
            row.append(end)
        self.own_from = own


def chunks(documents, vocabulary, context=CONTEXT):
    out = []
    for document in documents:
        document = [s for s in document if sum(len(vocabulary.pieces(w)) for w in s["words"]) <= TOO_LONG]
        sizes = [sum(len(vocabulary.pieces(w)) for w in s["words"]) for s in document]
        out += [Chunk(document[a:c], b - a, vocabulary) for a, b, c in pack(sizes, context)]
    return out
