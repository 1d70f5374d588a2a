//! Time of each stage on the way from a text to claims, one thread: `cargo bench`. Whole processes: `just bench`.

#![allow(missing_docs)] // what criterion_group! makes has none

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche::extract;
use demarche::language;
use demarche::ontology::Ontology;
use demarche::pipeline::{Options, Pipeline};
use demarche::source;
use demarche::text::Document;

/// The sample articles.
fn documents() -> Vec<Document> {
    let (inputs, faults) = source::inputs(&[PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))]);
    assert!(faults.is_empty(), "the samples can be read");
    let mut out = Vec::new();
    for input in &inputs {
        source::read(input, &mut |document| out.extend(document.ok()));
    }
    out
}

fn stages(c: &mut Criterion) {
    let documents = documents();
    let pipeline = Pipeline::new(&Options { threads: 1, ..Options::default() }).expect("the embedded model");
    let words: usize = documents.iter().flat_map(language::words).map(|s| s.len()).sum();
    let layers: Vec<_> = documents.iter().map(|d| pipeline.annotate(d)).collect();
    let patterns = pipeline.compile(&[]);
    let settings = extract::Settings::default();

    let mut group = c.benchmark_group("samples");
    group.throughput(Throughput::Elements(words as u64)).sample_size(10);
    group.bench_function("words and sentences", |b| {
        b.iter(|| documents.iter().map(language::words).map(|s| black_box(s).len()).sum::<usize>());
    });
    group.bench_function("layers", |b| {
        b.iter(|| documents.iter().map(|d| black_box(pipeline.annotate(d)).sentences.len()).sum::<usize>());
    });
    group.bench_function("claims from layers", |b| {
        let read = |(d, l): (&Document, _)| {
            extract::read(d.clone(), l, pipeline.ontology(), &patterns, "bench", &settings).claims.len()
        };
        b.iter(|| documents.iter().zip(&layers).map(|pair| black_box(read(pair))).sum::<usize>());
    });
    group.bench_function("text to claims", |b| {
        b.iter(|| documents.iter().map(|d| black_box(pipeline.read(d.clone())).claims.len()).sum::<usize>());
    });
    group.finish();
    c.bench_function("load the ontology", |b| b.iter(|| Ontology::load(None).is_ok()));
}

criterion_group!(benches, stages);
criterion_main!(benches);
