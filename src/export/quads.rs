//! The graph's things as RDF: what each quad of a claim, an actor, a document says.

use std::collections::HashSet;

use jiff::civil::Date;
use oxigraph::model::{Literal, NamedNode, Quad, Term, Triple};

use super::filter::days;
use super::iri::{self, Names, known};
use super::{DEFAULT_BASE, Options, literal};
use crate::graph::{Actor, Graph, Participant, Quote, Source, Statement};
use crate::ontology::Ontology;
use crate::text::EntityType;

/// What describes the graph's things as quads of one named graph after the other.
///
/// A claim is an n-ary node and, unless `rdf11` is set, the reifier of its triple; the triple itself is there only
/// where the text asserts it. Evidence is a passage with Web Annotation selectors. There are no blank nodes.
pub(super) struct Builder<'g, 't> {
    graph: &'g Graph,
    ontology: &'g Ontology,
    names: &'g Names,
    rdf11: bool,
    context: NamedNode,
    /// Passages of the document that are described already, and triples that it asserts already.
    described: HashSet<(NamedNode, &'static str)>,
    asserted: HashSet<Triple>,
    /// Takes them in the order in which a person would read them; a few come twice.
    take: &'t mut dyn FnMut(Quad),
}

impl<'g, 't> Builder<'g, 't> {
    /// Begins the named graph `context`.
    pub fn new(
        (graph, ontology): (&'g Graph, &'g Ontology),
        names: &'g Names,
        rdf11: bool,
        context: NamedNode,
        take: &'t mut dyn FnMut(Quad),
    ) -> Self {
        let (described, asserted) = (HashSet::new(), HashSet::new());
        Self { graph, ontology, names, rdf11, context, described, asserted, take }
    }

    fn add(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) {
        (self.take)(Quad::new(subject.clone(), known(predicate), object, self.context.clone()));
    }

    fn text(&mut self, subject: &NamedNode, predicate: &str, text: Option<Literal>) {
        if let Some(text) = text {
            self.add(subject, predicate, text);
        }
    }

    /// What the whole is and how much of what it holds (VoID).
    pub fn dataset(&mut self) {
        let node = self.context.clone();
        self.add(&node, "rdf:type", known("void:Dataset"));
        self.text(&node, "dcterms:title", literal::tagged("Who did or said what to whom", None));
        for vocabulary in ["dm:", "plover:", "prov:", "skos:", "schema:", "oa:", "dcterms:", "org:", "owltime:"] {
            self.add(&node, "void:vocabulary", known(vocabulary));
        }
        self.text(&node, "void:uriSpace", literal::string(self.names.base()));
        let (documents, claims) = (self.graph.documents.len(), self.graph.statements.len());
        self.add(&node, "void:documents", literal::integer(documents));
        self.add(&node, "void:entities", literal::integer(self.graph.actors.len() + documents + claims));
        for (class, number) in [("Claim", claims), ("Document", documents)] {
            let part = Names::part(&node, class);
            self.add(&node, "void:classPartition", part.clone());
            self.add(&part, "void:class", known(&format!("dm:{class}")));
            self.add(&part, "void:entities", literal::integer(number));
        }
        self.add(&node, "rdfs:seeAlso", known("https://w3id.org/demarche/ontology"));
    }

    /// Who an actor is.
    pub fn actor(&mut self, actor: &Actor) {
        let node = self.names.actor(&actor.slug);
        let in_ontology = actor.known.then(|| self.ontology.actor(&actor.slug)).flatten();
        let is_state = in_ontology.is_some_and(|known| known.is_state);
        for class in classes(actor.entity_type, is_state) {
            self.add(&node, "rdf:type", known(class));
        }
        self.text(&node, "rdfs:label", literal::tagged(&actor.name, None));
        self.text(&node, "skos:prefLabel", literal::tagged(&actor.name, None));
        for alias in actor.aliases.iter().filter(|alias| **alias != actor.name) {
            self.text(&node, "skos:altLabel", literal::tagged(alias, None));
        }
        self.text(&node, "dm:country", actor.country.as_deref().and_then(literal::string));
        self.text(&node, "dm:sector", actor.sector.and_then(|s| literal::string(s.as_str())));
        for position in &actor.positions {
            self.text(&node, "dm:position", literal::tagged(position, None));
        }
        if let Some(id) = &actor.wikidata {
            let entity = known(&format!("wd:{}", iri::percent(id)));
            self.add(&node, "dm:wikidata", entity.clone());
            self.add(&node, "skos:exactMatch", entity);
        }
        self.text(&node, "dcterms:identifier", actor.identifier.as_deref().and_then(literal::string));
        if in_ontology.is_some() && self.names.base() != DEFAULT_BASE {
            self.add(&node, "owl:sameAs", Names::new(&Options::default()).actor(&actor.slug));
        }
    }

    /// A document, then its claims, then the passages that prove them: so a person reads them.
    ///
    /// Without `asserting`, the triples that it asserts are left to [`Self::assertion`].
    pub fn document(&mut self, source: &Source, claims: &[Statement], asserting: bool) {
        let node = &self.context.clone();
        self.source(node, source);
        for s in claims {
            self.statement(node, source, s);
            if asserting {
                self.assertion(s);
            }
        }
        claims.iter().for_each(|s| self.evidence(node, s));
    }

    fn source(&mut self, node: &NamedNode, source: &Source) {
        self.add(node, "rdf:type", known("dm:Document"));
        self.text(node, "dcterms:identifier", literal::string(&source.key));
        let language = source.language.as_deref();
        self.text(node, "dcterms:title", source.title.as_deref().and_then(|t| literal::tagged(t, language)));
        self.text(node, "dcterms:date", source.date.as_deref().and_then(literal::date));
        self.text(node, "dcterms:publisher", source.publisher.as_deref().and_then(literal::string));
        self.text(node, "dcterms:language", language.and_then(literal::string));
        if let Some(url) = &source.url {
            match web_address(url) {
                Some(address) => self.add(node, "schema:url", address),
                None => self.text(node, "schema:url", literal::string(url)),
            }
        }
        self.text(node, "schema:version", literal::string(&source.hash));
        self.text(node, "dm:extractor", literal::string(&source.model));
    }

    fn statement(&mut self, document: &NamedNode, source: &Source, s: &Statement) {
        let node = self.names.claim(&s.id);
        self.add(&node, "rdf:type", known("dm:Claim"));
        self.add(&node, "rdf:type", iri::event(self.ontology, s));
        let triple = self.triple(s);
        if let Some(triple) = triple.clone().filter(|_| !self.rdf11) {
            self.add(&node, "rdf:reifies", triple);
        }
        self.parts(&node, source, s);
        self.add(&node, "dm:confidence", literal::decimal(s.confidence));
        if s.is_former {
            self.add(&node, "dm:former", Literal::from(true));
        }
        self.text(&node, "dm:trigger", literal::string(&s.trigger.text));
        self.text(&node, "dm:extractor", literal::string(&s.extractor));
        self.add(&node, "prov:wasQuotedFrom", Names::passage(document, &s.sentence));
        self.add(&node, "prov:wasDerivedFrom", document.clone());
        let roles = [("dm:sourceMention", &s.source), ("dm:targetMention", &s.target), ("dm:byMention", &s.by)];
        for (property, participant) in roles.into_iter().filter_map(|(property, p)| Some((property, p.as_ref()?))) {
            self.add(&node, property, Names::passage(document, &participant.mention));
        }
        self.membership(&node, s);
        self.when(&node, s);
    }

    /// The triple of a claim that the text asserts.
    pub fn assertion(&mut self, s: &Statement) {
        let triple = self.triple(s).filter(|_| s.is_asserted());
        if let Some(triple) = triple.filter(|t| self.asserted.insert(t.clone())) {
            (self.take)(triple.in_graph(self.context.clone()));
        }
    }

    /// An asserted office or membership, as W3C ORG has it: who, where, as what.
    fn membership(&mut self, node: &NamedNode, s: &Statement) {
        if !s.is_asserted() || !matches!(s.relation.as_str(), "holdsPosition" | "memberOf") {
            return;
        }
        let sides = (self.participant(s.source.as_ref()), self.participant(s.target.as_ref()));
        let (Some(member), Some(organisation)) = sides else { return };
        self.add(node, "rdf:type", known("org:Membership"));
        self.add(node, "org:member", member);
        self.add(node, "org:organization", organisation);
        let words = s.theme.as_ref().unwrap_or(&s.trigger);
        if let Some(office) = self.ontology.office(&words.text).filter(|_| s.relation == "holdsPosition") {
            self.add(node, "org:role", NamedNode::new_unchecked(&office.iri));
        }
    }

    /// The days of a claim that has a time, as OWL-Time has them: an instant, or an interval from its first day to its last.
    fn when(&mut self, node: &NamedNode, s: &Statement) {
        let Some((first, last)) = s.time.as_deref().and_then(days) else { return };
        let when = Names::part(node, "time");
        self.add(node, "owltime:hasTime", when.clone());
        if first == last {
            self.instant(&when, first);
            return;
        }
        self.add(&when, "rdf:type", known("owltime:ProperInterval"));
        for (property, name, day) in [("owltime:hasBeginning", "begin", first), ("owltime:hasEnd", "end", last)] {
            let instant = Names::part(node, name);
            self.add(&when, property, instant.clone());
            self.instant(&instant, day);
        }
    }

    fn instant(&mut self, node: &NamedNode, day: Date) {
        self.add(node, "rdf:type", known("owltime:Instant"));
        self.text(node, "owltime:inXSDDate", literal::date(&day.to_string()));
    }

    fn evidence(&mut self, document: &NamedNode, s: &Statement) {
        self.sentence(document, &s.sentence);
        for participant in [&s.source, &s.target, &s.by].into_iter().flatten() {
            self.mention(document, &participant.mention);
        }
    }

    /// Who, what, whom, about what, how, according to whom, when.
    fn parts(&mut self, node: &NamedNode, source: &Source, s: &Statement) {
        if let Some(actor) = self.participant(s.source.as_ref()) {
            self.add(node, "dm:source", actor);
        }
        self.add(node, "dm:relation", iri::relation(self.ontology, &s.relation));
        if let Some(actor) = self.participant(s.target.as_ref()) {
            self.add(node, "dm:target", actor);
        }
        let theme = s.theme.as_ref().and_then(|t| literal::tagged(&t.text, source.language.as_deref()));
        self.text(node, "dm:theme", theme);
        self.add(node, "dm:polarity", known(&format!("dm:{}", s.polarity.as_str())));
        self.add(node, "dm:modality", known(&format!("dm:{}", s.modality.as_str())));
        if let Some(actor) = self.participant(s.by.as_ref()) {
            self.add(node, "dm:by", actor.clone());
            // PROV attributes to agents only; a report or a place may be the one that says so.
            if s.by.as_ref().is_some_and(|p| self.graph.actors.get(p.actor).is_some_and(|a| is_agent(a.entity_type))) {
                self.add(node, "prov:wasAttributedTo", actor);
            }
        }
        self.text(node, "dm:time", s.time.as_deref().and_then(literal::date));
    }

    fn participant(&self, participant: Option<&Participant>) -> Option<NamedNode> {
        let actor = self.graph.actors.get(participant?.actor)?;
        Some(self.names.actor(&actor.slug))
    }

    /// The triple that a claim reifies, where it has both sides.
    fn triple(&self, s: &Statement) -> Option<Triple> {
        let (source, target) = (self.participant(s.source.as_ref())?, self.participant(s.target.as_ref())?);
        Some(Triple::new(source, iri::relation(self.ontology, &s.relation), target))
    }

    /// A sentence with both selectors of Web Annotation.
    fn sentence(&mut self, document: &NamedNode, quote: &Quote) {
        let node = &Names::passage(document, quote);
        if !self.described.insert((node.clone(), "dm:Passage")) {
            return;
        }
        let (position, exact) = (Names::selector(node, "position"), Names::selector(node, "quote"));
        self.add(node, "rdf:type", known("dm:Passage"));
        self.add(node, "rdf:type", known("oa:SpecificResource"));
        self.add(node, "oa:hasSource", document.clone());
        self.add(node, "oa:hasSelector", position.clone());
        self.add(node, "oa:hasSelector", exact.clone());
        self.add(&position, "rdf:type", known("oa:TextPositionSelector"));
        self.add(&position, "oa:start", literal::integer(quote.start));
        self.add(&position, "oa:end", literal::integer(quote.end));
        self.add(&exact, "rdf:type", known("oa:TextQuoteSelector"));
        self.text(&exact, "oa:exact", literal::string(&quote.text));
    }

    /// A mention with its words; where it stands is in its IRI.
    ///
    /// Kept small: there are two or three a claim, and a graph of 10,000 claims is to be loaded at once.
    fn mention(&mut self, document: &NamedNode, quote: &Quote) {
        let node = &Names::passage(document, quote);
        if !self.described.insert((node.clone(), "dm:Mention")) {
            return;
        }
        let exact = Names::selector(node, "quote");
        self.add(node, "rdf:type", known("dm:Mention"));
        self.add(node, "oa:hasSource", document.clone());
        self.add(node, "oa:hasSelector", exact.clone());
        self.add(&exact, "rdf:type", known("oa:TextQuoteSelector"));
        self.text(&exact, "oa:exact", literal::string(&quote.text));
    }
}

/// The classes of an actor: the project's own first, then schema.org's.
fn classes(kind: EntityType, is_state: bool) -> &'static [&'static str] {
    match kind {
        EntityType::Person => &["dm:Person", "schema:Person"],
        EntityType::Organisation => &["dm:Organisation", "schema:Organization"],
        EntityType::State if is_state => &["dm:State", "schema:Country"],
        EntityType::State => &["dm:Polity", "schema:AdministrativeArea"],
        EntityType::Place => &["dm:Place", "schema:Place"],
        // Ships and aircraft are facilities too: no class of schema.org holds them all.
        EntityType::Facility => &["dm:Facility"],
        EntityType::Group => &["dm:Group"],
        EntityType::Event => &["dm:NamedEvent", "schema:Event"],
        EntityType::Work => &["dm:Work", "schema:CreativeWork"],
    }
}

fn is_agent(kind: EntityType) -> bool {
    matches!(kind, EntityType::Person | EntityType::Organisation | EntityType::State | EntityType::Group)
}

/// A URL that may be an IRI of the graph: no `javascript:`, no `file:`.
pub(super) fn web_address(url: &str) -> Option<NamedNode> {
    let web = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    web.then(|| NamedNode::new(url).ok()).flatten()
}
