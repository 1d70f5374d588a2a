//! Laws of reading: the same article gives the same claims in any company, order and number of threads.

use std::path::Path;

use demarche::extract::Reading;
use demarche::pipeline::{Options, Pipeline};
use demarche::source::{self, document_from_text};
use demarche::text::Document;

fn samples() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let (inputs, faults) = source::inputs(&[folder]);
    assert!(faults.is_empty(), "{faults:?}");
    let mut out = Vec::new();
    inputs.iter().for_each(|i| source::read(i, &mut |d| out.push(d.expect("a sample is an article"))));
    out
}

fn bytes(reading: &Reading) -> Vec<u8> {
    serde_json::to_vec(reading).expect("a reading is JSON")
}

#[test]
fn claims_do_not_depend_on_company_order_or_threads() {
    let samples = samples();
    let one = Pipeline::new(&Options { threads: 1, ..Options::default() }).expect("loads");
    let two = Pipeline::new(&Options { threads: 2, ..Options::default() }).expect("loads");
    let article = samples[0].clone();
    let alone = bytes(&one.read(article.clone()));
    // Fifty others: parts of the samples, so that lengths and words differ.
    let mut company: Vec<Document> = (0..50)
        .map(|n| {
            let text = &samples[n % samples.len()].text;
            let parts: Vec<&str> = text.split("\n\n").skip(n / samples.len()).collect();
            document_from_text(&format!("other-{n}"), &parts.join("\n\n"))
        })
        .collect();
    company.insert(20, article.clone());
    for order in 0..2 {
        if order == 1 {
            company.reverse();
        }
        let read: Vec<Reading> = two.model().install(|| {
            use rayon::prelude::*;
            company.par_iter().map(|d| two.read(d.clone())).collect()
        });
        let found = read.iter().find(|r| r.document.key == article.key).expect("the article was read");
        assert_eq!(bytes(found), alone, "order {order}");
    }
}

#[test]
fn a_text_of_odd_things_is_read_without_fault() {
    let pipeline = Pipeline::new(&Options::default()).expect("loads");
    let long_word = "x".repeat(20_000);
    let texts = [
        "",
        ".",
        "\u{200f}\u{202e}",
        "((((((",
        "A.B.C.D.E.F.",
        "🙂🙂🙂 🙂",
        &long_word,
        "\u{301}\u{301}",
        "no. no. No.",
        &"word ".repeat(3_000),
        &"He said. ".repeat(50),
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ];
    for text in texts {
        let reading = pipeline.read(document_from_text("odd", text));
        for span in &reading.sentences {
            assert!(reading.document.text.get(span.start..span.end).is_some());
        }
    }
}
