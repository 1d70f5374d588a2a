//! What can be typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use crate::export::{self, By, Layout};
use crate::extract::Settings;
use crate::knowledge;
use crate::pipeline::Options;
use crate::store;

/// Reads news and builds a knowledge graph of who did or said what to whom.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, about, max_term_width = 100, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Reads articles into the graph and writes graph.ttl, graph.dot and graph.svg
    #[command(
        after_help = "Examples:\n  demarche build examples\n  demarche build news/ --out out --report out/report.md"
    )]
    Build(Build),
    /// Prints the claims of articles as JSON Lines, without a graph
    #[command(
        after_help = "Examples:\n  demarche extract article.txt\n  cat feed.jsonl | demarche extract - | jq .relation\n  demarche extract --text page.html"
    )]
    Extract(Extract),
    /// Asks the graph in SPARQL, or by a named query
    #[command(
        after_help = "Examples:\n  demarche query --list\n  demarche query who-accuses-whom\n  demarche query between --bind a=actor:malawi --bind b=actor:tanzania\n  demarche query 'SELECT ?s ?o { ?s dm:proposes ?o }' --format csv"
    )]
    Query(Query),
    /// Writes the graph in another format to standard output
    #[command(
        after_help = "Examples:\n  demarche export nq > graph.nq\n  demarche export dot --relation accuses | dot -Tpng > accuses.png\n  demarche export ttl --rdf11 --actor lithuania --depth 1"
    )]
    Export(Export),
    /// Shows one actor: who it is, its claims made and received, its neighbours
    #[command(after_help = "Examples:\n  demarche show malawi\n  demarche show \"Neema Kilonzi\"")]
    Show(Profile),
    /// Writes one actor as a page of Markdown, each claim with a footnote to its sentence
    #[command(after_help = "Example:\n  demarche dossier malawi > malawi.md")]
    Dossier(Profile),
    /// Shows a claim in its sentence: words, scores, and why these actors
    #[command(
        after_help = "Example:\n  demarche explain 3f9c\nA claim is named by its IRI, its id, or the first letters of its id."
    )]
    Explain(Explain),
    /// Ranks actors by how central they are, or shows the way between two, each step with its sentence
    #[command(after_help = "Examples:\n  demarche rank\n  demarche rank --from malawi --to \"African Union\"")]
    Rank(Rank),
    /// Tells what a second graph adds to a first one, drops from it, and says otherwise
    #[command(after_help = "Example:\n  demarche diff last-week/ this-week/")]
    Diff(Diff),
    /// Lists doubtful identities; takes in a knowledge base of your own
    #[command(
        args_conflicts_with_subcommands = true,
        after_help = "Examples:\n  demarche actors\n  demarche actors import people.csv\n  demarche actors import targets.json --format opensanctions --name sanctions\n  demarche actors forget people\nBuild again after import and forget."
    )]
    Actors(Actors),
    /// Takes a document, a folder, an address or a publisher out of the graph
    #[command(
        after_help = "Examples:\n  demarche forget lake-patrols.txt\n  demarche forget https://example.org/news/"
    )]
    Forget(Forget),
    /// Checks the graph's files against their manifest
    #[command(after_help = "Example:\n  demarche verify --out out")]
    Verify(Verify),
    /// Pushes the graph to a SPARQL store, graph by graph, only what it does not have yet
    #[cfg(feature = "publish")]
    #[command(
        after_help = "Examples:\n  demarche publish http://localhost:7878/store\n  demarche publish --protocol update https://example.org/sparql/update --rdf11\nCredentials: DEMARCHE_AUTHORIZATION='Basic …' in the environment."
    )]
    Publish(Publish),
    /// Prints the language layers of articles as CoNLL-U
    #[command(
        after_help = "Examples:\n  demarche annotate article.txt\n  demarche annotate --pretokenized gold.conllu > system.conllu"
    )]
    Annotate(Annotate),
    /// Measures extraction against annotated documents
    #[command(
        after_help = "Examples:\n  demarche score --split dev training/corpus/*.jsonl\n  demarche score --faults gold.jsonl\n  demarche score gold.jsonl --claims claims.jsonl"
    )]
    Score(Score),
    /// Checks the ontology and that the claims marked in its examples come out: faults by file and line
    #[command(after_help = "Examples:\n  demarche check\n  demarche check --ontology my-ontology/")]
    Check(Check),
    /// Prints completions for a shell
    #[command(
        after_help = "Example:\n  demarche completions bash > ~/.local/share/bash-completion/completions/demarche"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page
    #[command(after_help = "Example:\n  demarche man | man -l -")]
    Man,
}

/// How articles are read.
#[derive(Clone, Debug, Group)]
pub(super) struct Reading {
    /// Folder of Turtle that adds to the built-in ontology, or replaces its files of the same path
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// Least confidence of a claim: higher is more precise, lower finds more
    #[arg(long, value_name = "0…1", default_value_t = Settings::default().threshold, value_parser = share)]
    pub threshold: f32,
    /// Threads (default: one for each core)
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub threads: usize,
}

impl Reading {
    /// Gives the pipeline's options.
    pub fn options(&self) -> Options {
        let settings = Settings { threshold: self.threshold };
        Options { ontology: self.ontology.clone(), settings, threads: self.threads }
    }
}

fn share(text: &str) -> Result<f32, String> {
    let value: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("not between 0 and 1".to_owned()) }
}

/// The one format that is a folder.
pub(super) const VAULT: &str = "obsidian";

/// What `--help` and the parser know of the formats: the list that they are written in.
fn formats() -> PossibleValuesParser {
    let files = export::ALL.iter().map(|w| PossibleValue::new(w.name()).help(w.help()));
    let vault =
        PossibleValue::new(VAULT).help("Obsidian: a folder of notes, one an actor and one a document (with -o DIR)");
    files.chain([vault]).collect::<Vec<_>>().into()
}

fn knowledge_formats() -> PossibleValuesParser {
    knowledge::ALL.iter().map(|r| PossibleValue::new(r.name()).help(r.help())).collect::<Vec<_>>().into()
}

/// One of a list of values, each with its name and a line of help.
fn choices<T: Copy + Send + Sync>(all: &'static [(T, &str, &str)]) -> impl TypedValueParser<Value = T> {
    let known = all.iter().map(|(_, name, help)| PossibleValue::new(*name).help(*help));
    let named = move |chosen: String| all.iter().find(|(_, name, _)| *name == chosen).expect("one of the list").0;
    PossibleValuesParser::new(known).map(named)
}

/// Where the graph is.
#[derive(Clone, Debug, Group)]
pub(super) struct Place {
    /// Folder of the graph
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// IRI that the graph's own IRIs hang under
    #[arg(long, value_name = "IRI", default_value = export::DEFAULT_BASE, hide_default_value = true)]
    pub base: String,
}

#[derive(Debug, Group)]
pub(super) struct Build {
    /// Articles and folders of them: .txt .html .md .jsonl; `-` reads standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub reading: Reading,
    /// Writes what was read, found and skipped as Markdown
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Extract {
    /// Articles and folders of them; `-` reads standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    /// IRI that the claims' own IRIs hang under
    #[arg(long, value_name = "IRI", default_value = export::DEFAULT_BASE, hide_default_value = true)]
    pub base: String,
    /// Prints the extracted text that offsets count in, instead of claims
    #[arg(long)]
    pub text: bool,
}

/// What a query may take.
#[derive(Clone, Debug, Group)]
pub(super) struct Limits {
    /// Seconds after which a query is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub timeout: u64,
    /// Megabytes of memory beside the graph after which a query is given up
    #[arg(long, value_name = "MB", default_value_t = 2048)]
    pub memory: u64,
}

impl Limits {
    /// Gives them to the index.
    pub fn limits(&self) -> store::Limits {
        store::Limits { time: Some(Duration::from_secs(self.timeout)), memory: Some(self.memory) }
    }
}

/// How an answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shape {
    /// For people
    Table,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// SPARQL JSON results
    Json,
    /// SPARQL XML results
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE
    Ttl,
    /// N-Triples, for CONSTRUCT and DESCRIBE
    Nt,
}

#[derive(Debug, Group)]
pub(super) struct Query {
    /// SPARQL, a file that holds it (`-`: standard input), or the name of a named query
    #[arg(required_unless_present = "list")]
    pub query: Option<String>,
    /// Lists the named queries
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle and queries that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// Binds a variable of the query: an IRI (actor:malawi, <https://…>) or a string (may be given again)
    #[arg(long, value_name = "NAME=VALUE")]
    pub bind: Vec<String>,
    /// Adds what follows by the ontology: wider classes and relations, inverses, countries of office-holders
    #[arg(long)]
    pub reason: bool,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
    #[command(flatten)]
    pub limits: Limits,
}

#[derive(Debug, Group)]
pub(super) struct Export {
    /// Format to write
    #[arg(value_parser = formats())]
    pub format: String,
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// Only claims of this relation (may be given again)
    #[arg(long, value_name = "NAME")]
    pub relation: Vec<String>,
    /// Only claims of this actor (name or last part of its IRI; may be given again)
    #[arg(long, value_name = "ACTOR")]
    pub actor: Vec<String>,
    /// With --actor: how many steps around it
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub depth: usize,
    /// Only claims dated on or after this day
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only claims dated on or before this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Leaves out RDF 1.2 triple terms, for older tools
    #[arg(long)]
    pub rdf11: bool,
    /// Actors that a diagram draws at most
    #[arg(long, value_name = "N")]
    pub max_nodes: Option<usize>,
    /// Title of a diagram
    #[arg(long)]
    pub title: Option<String>,
    /// Whose claims a diagram takes together
    #[arg(long, value_parser = choices(By::ALL), default_value = "actor")]
    pub by: By,
    /// How Graphviz places the nodes of a diagram
    #[arg(long, value_parser = choices(Layout::ALL), default_value = "dot")]
    pub layout: Layout,
    /// File to write instead of standard output; for obsidian, the vault's folder
    #[arg(short, long, value_name = "FILE", required_if_eq("format", VAULT))]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Explain {
    /// IRI, id, or the first letters of the id
    pub claim: String,
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Profile {
    /// Its name, another name, or the last part of its IRI
    pub actor: String,
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Rank {
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// Actors to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Where a way begins
    #[arg(long, value_name = "ACTOR", requires = "to")]
    pub from: Option<String>,
    /// Where it ends
    #[arg(long, value_name = "ACTOR", requires = "from")]
    pub to: Option<String>,
}

#[derive(Debug, Group)]
pub(super) struct Diff {
    /// Folder of the first graph
    pub first: PathBuf,
    /// Folder of the second
    pub second: PathBuf,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Actors {
    #[command(subcommand)]
    pub action: Option<ActorsAction>,
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// Prints JSON, one doubt a line
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum ActorsAction {
    /// Takes in a knowledge base: actors whose name, type and country are in it get its identifier, name and aliases
    #[command(
        after_help = "A CSV file has a header; of its columns count name (or label), aliases, type (PER, ORG …, or a word such as person), country (ISO code or name), sector, position, wikidata, id. Aliases and positions are parted by | or ;. A position may end in its dates: foreign minister (2020-11 – 2024).\nRows that cannot be used are told, counted and skipped."
    )]
    Import(Import),
    /// Takes away what was imported
    Forget {
        /// Its name, as `import` told it
        name: String,
        /// Folder of the graph
        #[arg(long, value_name = "DIR", default_value = "out")]
        out: PathBuf,
    },
}

#[derive(Debug, Group)]
pub(super) struct Import {
    /// The file; `-` reads standard input
    pub file: PathBuf,
    /// Its format (default: seen from its beginning)
    #[arg(long, value_parser = knowledge_formats())]
    pub format: Option<String>,
    /// Name to import it under (default: the file's); what was imported under it before is replaced
    #[arg(long)]
    pub name: Option<String>,
    /// Folder of the graph
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Forget {
    /// Key of a document, a folder or address that it lies under, or a publisher
    pub source: String,
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Verify {
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Group)]
pub(super) struct Annotate {
    /// Articles and folders of them; with --pretokenized, CoNLL-U files
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Reads sentences and words from CoNLL-U instead of finding them
    #[arg(long)]
    pub pretokenized: bool,
    /// Threads (default: one for each core)
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub threads: usize,
}

/// Part of the annotated documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Split {
    /// Number divisible by six: never trained on
    Dev,
    /// The rest
    Train,
}

#[derive(Debug, Group)]
pub(super) struct Score {
    /// Annotated documents, JSON Lines; or what --kind says
    #[arg(required = true)]
    pub gold: Vec<PathBuf>,
    /// What they are annotated with
    #[arg(long, value_enum, default_value_t = Kind::Claims)]
    pub kind: Kind,
    /// Only this part of them
    #[arg(long, value_enum)]
    pub split: Option<Split>,
    /// Lists what was wrong, by event class and kind of fault, with the sentences
    #[arg(long)]
    pub faults: bool,
    /// Shows how often claims are right by their confidence
    #[arg(long)]
    pub calibration: bool,
    /// Prints the figures as JSON
    #[arg(long)]
    pub json: bool,
    /// Scores these claims (as `extract` prints them) instead of extracting
    #[arg(long, value_name = "FILE")]
    pub claims: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

/// What gold documents are annotated with.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(super) enum Kind {
    /// Claims: JSON Lines of the claims corpus
    Claims,
    /// Mentions of the same documents: exact words and type, names apart from all
    Mentions,
    /// Marked pairs of actors with the event class between them: a tab-separated table
    Pairs,
    /// Words and sentences: a treebank in CoNLL-U, read from its raw text
    Words,
    /// Who is who in the same documents: pronouns, nominals, B³, country, sector, office, capitals
    Actors,
    /// Who is who: CoNLL-U with GUM's Entity= brackets, read from its words
    Links,
}

/// How a store elsewhere is written to.
#[cfg(feature = "publish")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Protocol {
    /// Graph Store Protocol: PUT of whole graphs
    Graphs,
    /// SPARQL Update: DROP and INSERT DATA
    Update,
}

#[cfg(feature = "publish")]
#[derive(Debug, Group)]
pub(super) struct Publish {
    /// Address of its Graph Store Protocol, or of its Update with --protocol update
    pub url: String,
    #[command(flatten)]
    pub place: Place,
    /// Folder of Turtle that adds to the built-in ontology
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// How the store is written to
    #[arg(long, value_enum, default_value_t = Protocol::Graphs)]
    pub protocol: Protocol,
    /// Leaves out RDF 1.2 triple terms, for older stores
    #[arg(long)]
    pub rdf11: bool,
}

#[derive(Debug, Group)]
pub(super) struct Check {
    /// Folder of Turtle that adds to the built-in ontology: only its own relations' examples are tried
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub limits: Limits,
}
