"""Other words for the claims corpus: other triggers, other states, other persons, words hidden at random.

The corpus is small and is learnt by heart long before the rest of the data: a trigger that it has seen twice is known as a
word, not as a kind of act, and who fights whom is known from the news of its years. Every pass over it therefore reads
other triggers (lexicon/triggers.txt, groups of one relation and one construction), in some documents other states and
other names of persons, and hides a share of its words (word dropout, Iyyer et al. 2015).
"""
import collections
import os
import re

from data import KINDS, TYPES

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICON = os.path.join(HERE, "../lexicon/triggers.txt")
STATES = os.path.join(HERE, "../../ontology/actors/states.ttl")
EXCHANGED, HIDDEN, RECAST = 0.35, 0.1, 0.35
VOWELS = "aeiou"
# Words before a verb's bare form and before a noun, for forms that are both ("attack", "demand").
BEFORE_VERB = set("to will would can could may might must should shall not n't did does do we they who also and".split())
BEFORE_NOUN = set("a an the this that these those his her its their our your my 's ' of by in on for with no any new more".split())


def bent(verb, irregular):
    """(base, s, past, participle, ing) of a verb."""
    if verb.endswith(("s", "x", "z", "ch", "sh")) or verb in ("go", "veto"):
        s = verb + "es"
    elif verb[-1] == "y" and verb[-2] not in VOWELS:
        s = verb[:-1] + "ies"
    else:
        s = verb + "s"
    past, participle = irregular.get(verb, (None, None))
    stem = verb
    if past and past == participle and past == verb + verb[-1] + "ed":
        stem = past[:-2]  # barred: barr-ing
    elif verb[-1] == "e" and not verb.endswith(("ee", "oe", "ye")):
        stem = verb[:-1]
    elif is_short(verb):
        stem = verb + verb[-1]
    regular = verb[:-1] + "ied" if verb[-1] == "y" and verb[-2] not in VOWELS else verb + "d" if verb[-1] == "e" else stem + "ed"
    return verb, s, past or regular, participle or regular, stem + "ing"


def is_short(verb):
    """One vowel before one last consonant, the only vowel there is: the consonant doubles (rap, rapped)."""
    return len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and sum(c in VOWELS for c in verb) == 1


def plural(noun):
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun[-1] == "y" and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s"


class Lexicon:
    """(relation, form) → the slots that the form fills: (kind, group, slot). A group: its members' forms by slot."""

    def __init__(self, path=LEXICON):
        irregular, lines = {}, []
        for line in open(path, encoding="utf-8"):
            head, _, rest = line.strip().partition(":")
            if head == "irregular":
                base, past, participle = rest.split()
                irregular[base] = (past, participle)
            elif head and not head.startswith("#"):
                lines.append((*head.split(), rest.split()))
        self.groups, self.slots = [], collections.defaultdict(list)
        for relation, kind, members in lines:
            forms = [self.forms(m.replace("_", " ").split(), kind, irregular) for m in members]
            self.groups.append(forms)
            for member in forms:
                for slot, form in enumerate(member):
                    found = self.slots[relation, tuple(form)]
                    if (kind, len(self.groups) - 1, slot) not in found:
                        found.append((kind, len(self.groups) - 1, slot))

    def forms(self, words, kind, irregular):
        if kind == "v":
            return [[f, *words[1:]] for f in bent(words[0], irregular)]
        last = words[-1]
        if last.endswith("s") and not last.endswith("ss"):
            return [words, words]  # "talks": no singular
        return [words, [*words[:-1], plural(last)]]

    def other(self, relation, words, before, dice):
        """Words that can stand for a trigger, or None where the lexicon does not know it or cannot tell its part of speech."""
        found = self.slots.get((relation, tuple(w.lower() for w in words)), [])
        kinds = {kind for kind, _, _ in found}
        if len(kinds) > 1:
            kinds = {"v"} if before in BEFORE_VERB else {"n"} if before in BEFORE_NOUN else set()
        found = [f for f in found if f[0] in kinds]
        noun_like = before in BEFORE_NOUN and all(kind == "v" and slot == 0 for kind, _, slot in found)  # "the claim"
        if not found or noun_like:
            return None
        kind, group, _ = dice.choice(found)
        slots = {slot for k, g, slot in found if g == group}
        same = lambda member: all(member[s] == member[min(slots)] for s in slots)  # "said" is past and participle, "beat" is not
        members = [m[min(slots)] for m in self.groups[group] if same(m)]
        return dice.choice(members) if members else None


def vary(documents, lexicon, relations, dice):
    """The documents with some of their triggers exchanged; what has no change is the same object."""
    return [[varied(s, lexicon, relations, dice) for s in document] for document in documents]


def varied(sentence, lexicon, relations, dice):
    by_span = collections.OrderedDict()
    for claim in sentence.get("claims", ()):
        by_span.setdefault(claim["span"], set()).add(relations[claim["relation"]])
    for span, names in reversed(sorted(by_span.items())):
        if len(names) == 1 and dice.random() < EXCHANGED and not crossed(sentence, span):
            words = sentence["words"][slice(*span)]
            before = sentence["words"][span[0] - 1].lower() if span[0] else ""
            new = lexicon.other(min(names), words, before, dice)
            if new and new != [w.lower() for w in words]:
                sentence = replaced(sentence, span, cased(new, words))
    return sentence


def cased(new, old):
    if all(w[0].isupper() for w in old):
        return [w[0].upper() + w[1:] for w in new]
    return [new[0][0].upper() + new[0][1:], *new[1:]] if old[0][0].isupper() else new


def spans_of(sentence):
    for field in ("mentions", "referents"):
        for m in sentence.get(field, ()):
            yield m[:2]
    for c in sentence["claims"]:
        yield c["span"]
        if c["theme"]:
            yield c["theme"]


def crossed(sentence, span):
    """Whether another span begins or ends inside this one, so that it cannot be moved with it."""
    return any(span[0] < edge < span[1] for other in spans_of(sentence) for edge in other)


def replaced(sentence, span, new):
    """The sentence with other words in a span; what lies behind moves along."""
    first, last = span
    by = len(new) - (last - first)
    move = lambda s: (s[0] + by * (s[0] >= last), s[1] + by * (s[1] >= last))
    words = sentence["words"][:first] + new + sentence["words"][last:]
    if first and words[first - 1].lower() in ("a", "an"):
        article = "an" if new[0][0].lower() in VOWELS else "a"
        words[first - 1] = article.capitalize() if words[first - 1][0].isupper() else article
    out = {**sentence, "words": words}
    for field in ("mentions", "referents"):
        if field in sentence:
            out[field] = [(*move(m[:2]), *m[2:]) for m in sentence[field]]
    out["claims"] = [{**c, "span": move(c["span"]), "theme": c["theme"] and move(c["theme"])} for c in sentence["claims"]]
    return out


class Cast:
    """Who can stand in for whom: the states of the ontology, the parts of the persons' names of the corpus."""

    def __init__(self, documents, path=STATES):
        text = open(path, encoding="utf-8").read()
        self.states, self.known, self.given, self.family = [], {}, [], []
        for block in re.findall(r"^actor:\S+ a dm:State\b.*?(?=^actor:|\Z)", text, re.M | re.S):
            of = lambda field: [v for part in re.findall(field + r"\s+((?:\"[^\"]*\"@en[\s,]*)+)", block) for v in re.findall(r'"([^"]*)"', part)]
            names, demonyms, people, capitals = of("rdfs:label") + of("skos:altLabel"), of("dm:demonym"), of("dm:people"), of("dm:capital")
            if names and demonyms and people and capitals:
                number = len(self.states)
                self.states.append([v[0].split() for v in (names, demonyms, people, capitals)])
                for slot, forms in reversed(list(enumerate((names, demonyms, people, capitals)))):
                    for form in forms:
                        self.known[form] = (number, slot)
        for words in names_of_persons(documents):
            self.family.append(words[-1])
            self.given += words[:-1]

    def recast(self, document, dice):
        """The document with other states or other persons, the same ones throughout, now and then."""
        states = collections.defaultdict(lambda: dice.choice(self.states)) if dice.random() < RECAST else None
        parts = {} if dice.random() < RECAST else None
        return [self.sentence(s, states, parts, dice) for s in document] if states is not None or parts is not None else document

    def sentence(self, sentence, states, parts, dice):
        for m in sorted(sentence["mentions"], reverse=True):
            span, (_, kind, type_) = m[:2], m[2:5]
            words = sentence["words"][slice(*span)]
            known = self.known.get(" ".join(words))
            new = None
            if states is not None and known:
                state, slot = known
                slot = 1 if KINDS[kind] == "adj" else 0 if slot == 1 and KINDS[kind] == "name" and TYPES[type_] == "GPE" else slot
                new = states[state][slot]
            elif parts is not None and KINDS[kind] == "name" and TYPES[type_] == "PER":
                new = [self.part(w, i == len(words) - 1, parts, dice) for i, w in enumerate(words)]
            if new and new != words and not crossed(sentence, span):
                sentence = replaced(sentence, span, new)
        return sentence

    def part(self, word, last, parts, dice):
        """Another part of a name for this one; initials, particles and titles stay."""
        if not is_part(word):
            return word
        if word not in parts:
            parts[word] = dice.choice(self.family if last else self.given)
        return parts[word]


def is_part(word):
    return len(word) > 2 and word[0].isupper() and word.isalpha()


def names_of_persons(documents):
    for document in documents:
        for sentence in document:
            for m in sentence["mentions"]:
                words = sentence["words"][m[0] : m[1]]
                if KINDS[m[3]] == "name" and TYPES[m[4]] == "PER" and len(words) > 1 and all(map(is_part, words)):
                    yield words


def hide(chunk, mask, dice):
    """Hides words of a chunk behind the vocabulary's mask, all pieces of a word together."""
    for first, last in zip(chunk.first, chunk.last):
        if dice.random() < HIDDEN:
            chunk.ids[first : last + 1] = [mask] * (last + 1 - first)
