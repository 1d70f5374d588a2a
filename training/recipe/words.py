"""Words and word pieces: the part of the recipe that the Rust program repeats.

`tokens` cuts running text into words as the English Universal Dependencies treebanks do (hyphens and clitics apart),
`pieces` cuts a word into WordPiece units, `shape` gives the class of its letters. src/language/ holds the same rules;
training/vectors.py writes test vectors from here that the Rust tests check.
"""
import os
import unicodedata

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen lt col maj capt sgt cpl pvt adm cmdr brig rev hon st jr sr messrs mme mlle
    pres amb supt insp det dept dist est inc corp co ltd bros assn univ vs etc al eg ie cf approx no nos vol fig
    jan feb mar apr jun jul aug sep sept oct nov dec mt ft sq ave blvd rd pp ed eds ph.d esq fr""".split()
)
DAYS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())  # abbreviations where they have a capital
CLITICS = frozenset(["s", "re", "ve", "ll", "d", "m"])
CONTRACTED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "im": 1, "ive": 1, "youre": 3, "theyre": 4, "thats": 4}
# Negations without their apostrophe, as hasty writers have them: the last two letters are a word.
CONTRACTED |= {w: len(w) - 2 for w in "dont cant wont didnt doesnt couldnt wouldnt shouldnt isnt arent wasnt werent havent hasnt hadnt aint".split()}
UNITS = frozenset("am pm km kg cm mm mg mph kph hrs lbs ft bn tn k".split())  # cut from the number that they stick to
FACES = (":)", ":(", ";)", ":D", ":-)", ":-(", ";-)", "=)", ":P", ":/", "^_^", "<3")
PREFIXES = frozenset("non e mid re anti pre co pro cross post over multi ex sub counter semi mini inter intra".split())
APOSTROPHES = "'’"
CLOSERS = ".,;:!?)]}>\"'’”»"
DIGITS = "0123456789"
RUNS = ".-!?*=~_`'<>’‘+|$"
SHAPES = ["lower", "UPPER", "Capitalised", "Mixed", "digit", "other"]
MAX_PIECES = 8  # of one word; an URL must not fill a chunk


def is_word(c):
    return c.isalnum() or c == "_" or unicodedata.category(c).startswith("M")


def is_address(chunk):
    at = chunk.find("@")
    between = 0 < at < len(chunk) - 1 and is_word(chunk[at + 1]) and (is_word(chunk[at - 1]) or "." in chunk[at + 1 :])
    return "://" in chunk or chunk.lower().startswith("www.") or between


def tokens(text, start=0, end=None):
    """The words of text[start:end] as (start, end) in Unicode scalar values."""
    end = len(text) if end is None else end
    out, i = [], start
    while i < end:
        if text[i].isspace():
            i += 1
            continue
        j = i
        while j < end and not text[j].isspace():
            j += 1
        chunk(text, i, j, out)
        i = j
    return out


def chunk(text, i, end, out):
    """Adds the words of one stretch without spaces."""
    if is_address(text[i:end]):
        if text[i] in "<([\"“":
            out.append((i, i + 1))
            i += 1
        stop = end
        while stop > i + 1 and text[stop - 1] in CLOSERS:
            stop -= 1
        out.append((i, stop))
        i = stop
    while i < end:
        if is_word(text[i]):
            i = word(text, i, end, out)
        elif text[i] in APOSTROPHES and clitic(text, i, end) and out and out[-1][1] == i:
            stop = clitic(text, i, end)
            out.append((i, stop))
            i = stop
        else:
            j = face(text, i, end) or tag(text, i, end) or run(text, i, end)
            out.append((i, j))
            i = j


def face(text, i, end):
    """The end of an emoticon at i; 0 where there is none, or where it is but a colon before a bracket that closes."""
    for f in FACES:
        j = i + len(f)
        if text.startswith(f, i) and (j == end or not is_word(text[j])) and (i == 0 or text[i - 1].isspace() or f not in (":)", ":/")):
            return j
    return 0


def tag(text, i, end):
    """The end of a hashtag at i; 0 where there is none."""
    j = i + 1
    while j < end and is_word(text[j]):
        j += 1
    return j if text[i] == "#" and j > i + 1 and text[i + 1].isalpha() else 0


def run(text, i, end):
    """The end of the sign at i: signs that are repeated, and full stops with question marks, are one word."""
    j = i + 1
    if text[i] in RUNS:
        mixed = text[i] in "!?" or (text[i] == "." and j < end and text[j] in "!?")
        alike = ".!?" if mixed else next((pair for pair in ("‘’", "-=") if text[i] in pair), text[i])
        while j < end and text[j] in alike:
            j += 1
    return j


def clitic(text, i, end):
    """The end of a clitic ('s, 're …) whose apostrophe stands at i; 0 where there is none."""
    j = i + 1
    while j < end and is_word(text[j]):
        j += 1
    return j if text[i + 1 : j].lower() in CLITICS else 0


def dotted(text, i, end):
    """The end of an abbreviation of single letters with full stops (U.S., a.m., J.); 0 where there is none."""
    j, pairs = i, 0
    while j + 1 < end and text[j].isalpha() and text[j + 1] == ".":
        j, pairs = j + 2, pairs + 1
    if pairs >= 2:
        if j < end and text[j].isalpha() and not (j + 1 < end and is_word(text[j + 1])):
            j += 1
        return j
    return j if pairs == 1 and text[i].isupper() and text[i] != "I" and (j == end or is_word(text[j])) else 0


def word(text, i, end, out):
    """Adds the word that begins at i, its clitics apart, and returns where it ends."""
    stop = dotted(text, i, end)
    if stop and not (stop < end and is_word(text[stop])) or stop == i + 2:
        if stop:
            out.append((i, stop))
            return stop
    j, digit = i, text[i].isdigit()
    while j < end:
        c = text[j]
        if is_word(c):
            j += 1
        elif j + 1 < end and j > i and (
            (c in ".,:/" and text[j - 1].isdigit() and text[j + 1].isdigit())
            or (c == "." and is_word(text[j - 1]) and text[j + 1].isalpha() and not digit)
            or (c == "/" and text[j - 1].isalpha() and text[j + 1].isalpha() and j - i == 1 and not (j + 2 < end and is_word(text[j + 2])))
            or (c == "&" and text[j - 1].isupper() and text[j + 1].isupper())
            or (c == "-" and text[i:j].lower() in PREFIXES and text[j + 1].isalpha())
            or (c in APOSTROPHES and text[j - 1].isalpha() and text[j + 1].isalpha() and not clitic(text, j, end) and not is_negation(text, j, end))
        ):
            j += 1
        else:
            break
    surface = text[i:j].lower()
    if j < end and text[j] in APOSTROPHES and is_negation(text, j, end) and j - 1 > i:
        out += [(i, j - 1), (j - 1, j + 2)]
        return j + 2
    unit = surface.lstrip("0123456789.,:")
    if digit and unit in UNITS:
        out += [(i, j - len(unit)), (j - len(unit), j)]
        return j
    if digit:
        j = telephone(text, i, j, end)
    if surface in CONTRACTED:
        out += [(i, i + CONTRACTED[surface]), (i + CONTRACTED[surface], j)]
        return j
    if j < end and text[j] == "." and (surface in ABBREVIATIONS or (surface in DAYS and text[i].isupper())) and not closes(text, surface, j + 1):
        j += 1
    out.append((i, j))
    return j


def closes(text, surface, after):
    """Whether the full stop of "etc." is that of its sentence: nothing follows, or what begins another."""
    rest = text[after : after + 40].lstrip()
    return surface == "etc" and (not rest or rest[0].isupper())


def telephone(text, i, j, end):
    """The end of a telephone number (713-853-3989, 345-9945) whose first digits are text[i:j]; else j."""
    groups, at = [j - i], j
    while at + 1 < end and text[at] == "-" and text[at + 1] in DIGITS:
        stop = at + 1
        while stop < end and text[stop] in DIGITS:
            stop += 1
        groups.append(stop - at - 1)
        at = stop
    whole = len(groups) > 1 and groups[-1] == 4 and groups[-2] == 3 and groups[0] <= 3 and set(text[i:j]) <= set(DIGITS)
    return at if whole and not (at < end and is_word(text[at])) else j


def is_negation(text, j, end):
    """Whether the apostrophe at j is that of n't."""
    return (
        text[j - 1] in "nN"
        and j + 1 < end
        and text[j + 1] in "tT"
        and not (j + 2 < end and is_word(text[j + 2]))
    )


def shape(word):
    """The class of a word's letters: an index into SHAPES."""
    if any(c.isdigit() for c in word):
        return 4
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5
    if all(c.isupper() for c in letters):
        return 1 if len(letters) > 1 else 2
    if word[0].isupper():
        return 3 if any(c.isupper() for c in letters[1:]) else 2
    return 3 if any(c.isupper() for c in letters) else 0


def is_punctuation(c):
    return (c.isascii() and not c.isalnum() and c.isprintable() and c != " ") or unicodedata.category(c).startswith("P")


class Vocabulary:
    """WordPiece over an uncased vocabulary (Devlin et al. 2019): lower case, accents stripped, longest match first."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            self.words = [line.rstrip("\n") for line in lines]
        self.index = {w: i for i, w in enumerate(self.words)}
        self.cls, self.sep, self.unknown, self.mask = (self.index[w] for w in ("[CLS]", "[SEP]", "[UNK]", "[MASK]"))
        self.cache = {}

    def pieces(self, word):
        """Piece numbers of a word: at least one, at most MAX_PIECES."""
        if word not in self.cache:
            self.cache[word] = self.cut(word)
        return self.cache[word]

    def cut(self, word):
        folded = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        parts, run = [], ""
        for c in folded:
            if is_punctuation(c):
                parts += ([run] if run else []) + [c]
                run = ""
            else:
                run += c
        parts += [run] if run else []
        out = [p for part in parts for p in self.longest(part)]
        return out[:MAX_PIECES] or [self.unknown]

    def longest(self, part):
        out, i = [], 0
        while i < len(part):
            j = len(part)
            while j > i and ("##" if i else "") + part[i:j] not in self.index:
                j -= 1
            if j == i:
                return [self.unknown]
            out.append(self.index[("##" if i else "") + part[i:j]])
            i = j
        return out


def default_vocabulary():
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "models", "vocab.txt")
