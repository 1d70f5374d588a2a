//! The trained network: four ONNX graphs run by rten, all embedded in the binary.

use std::sync::Arc;

use rten::{Model as Graph, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::LanguageError;
use super::chunk::Input;

/// A matrix in row order.
#[derive(Debug, Clone, Default)]
pub(super) struct Matrix {
    /// Values, row after row.
    pub data: Vec<f32>,
    /// Values of a row.
    pub width: usize,
}

impl Matrix {
    /// Gives row `i`.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.width..(i + 1) * self.width]
    }
}

/// What the encoder says of a chunk of `T` words.
#[derive(Debug)]
pub(super) struct Scores {
    /// `T` × all tag logits side by side.
    pub tags: Matrix,
    /// `T` × (`T` + 1): head logits, the root first.
    pub arcs: Matrix,
    /// 2`T` × `T`: for each trigger where its theme starts (first `T` rows) and ends.
    pub theme: Matrix,
    /// `T` × the projections that the pair networks read.
    pub pairs: Matrix,
}

/// One embedded graph with its named inputs and outputs.
struct Net {
    graph: Graph,
    inputs: Vec<NodeId>,
    outputs: Vec<NodeId>,
}

impl Net {
    fn new(name: &'static str, bytes: &'static [u8], inputs: &[&str], outputs: &[&str]) -> Result<Self, LanguageError> {
        let broken = |cause: String| LanguageError::Broken { part: name, cause };
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let graph = options.load_static_slice(bytes).map_err(|e| broken(e.to_string()))?;
        let node = |n: &&str| graph.node_id(n).map_err(|e| broken(e.to_string()));
        let inputs = inputs.iter().map(node).collect::<Result<_, _>>()?;
        let outputs = outputs.iter().map(node).collect::<Result<_, _>>()?;
        Ok(Self { graph, inputs, outputs })
    }

    fn run(&self, values: Vec<ValueOrView<'_>>, pool: &Arc<ThreadPool>) -> Vec<Matrix> {
        let inputs = self.inputs.iter().copied().zip(values).collect();
        let options = RunOptions::default().with_thread_pool(Some(pool.clone()));
        let outputs = self.graph.run(inputs, &self.outputs, Some(options));
        outputs.expect("shapes are those that the graph was exported with").into_iter().map(matrix).collect()
    }
}

fn matrix(value: Value) -> Matrix {
    let tensor: rten_tensor::Tensor<f32> = value.try_into().expect("every output is a float tensor");
    let width = tensor.shape().last().copied().unwrap_or(1);
    Matrix { data: tensor.into_data(), width }
}

fn integers<'v>(values: Vec<i32>) -> ValueOrView<'v> {
    ValueOrView::Value(NdTensor::from_data([values.len()], values).into())
}

/// The matrix itself, not a copy: projections of a chunk are megabytes.
fn floats(m: &Matrix) -> ValueOrView<'_> {
    let rows = m.data.len() / m.width.max(1);
    NdTensorView::from_data([rows, m.width], m.data.as_slice()).into()
}

/// Columns of integer features, one row a pair.
pub(super) type Columns<const N: usize> = [Vec<i32>; N];

/// The encoder and the pair networks.
pub(super) struct Network {
    words: Net,
    labels: Net,
    roles: Net,
    links: Net,
    pool: Arc<ThreadPool>,
}

macro_rules! embedded {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/", $name))
    };
}

impl Network {
    /// Loads the graphs and starts `threads` workers (0: one for each core).
    pub fn load(threads: usize) -> Result<Self, LanguageError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let pool = Arc::new(ThreadPool::with_num_threads(if threads == 0 { cores } else { threads }));
        let role_inputs = [
            "pairs", "position", "first", "last", "relation", "entity", "kind", "distance", "sentence", "path", "own",
            "below", "above",
        ];
        let link_inputs =
            ["pairs", "first", "last", "kind", "entity", "anaphor", "antecedent", "match", "distance", "sentence"];
        Ok(Self {
            words: Net::new(
                "words.onnx",
                embedded!("words.onnx"),
                &["ids", "shapes", "places", "numbers", "first", "last"],
                &["tags", "arcs", "theme", "pairs"],
            )?,
            labels: Net::new("labels.onnx", embedded!("labels.onnx"), &["dependent", "head"], &["labels"])?,
            roles: Net::new("roles.onnx", embedded!("roles.onnx"), &role_inputs, &["roles"])?,
            links: Net::new("links.onnx", embedded!("links.onnx"), &link_inputs, &["links", "new"])?,
            pool,
        })
    }

    /// Runs `work` on the network's own workers, where parallel iterators and the graphs share the threads.
    pub fn install<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.pool.run(work)
    }

    /// Reads one chunk.
    pub fn read(&self, input: &Input) -> Scores {
        let columns = [&input.ids, &input.shapes, &input.places, &input.numbers, &input.first, &input.last];
        let values = columns.into_iter().map(|c| integers(c.clone())).collect();
        let mut out = self.words.run(values, &self.pool).into_iter();
        let mut next = || out.next().expect("the graph has four outputs");
        Scores { tags: next(), arcs: next(), theme: next(), pairs: next() }
    }

    /// Gives label logits for pairs of dependent and head projections.
    pub fn labels(&self, dependent: &Matrix, head: &Matrix) -> Matrix {
        self.one(&self.labels, vec![floats(dependent), floats(head)])
    }

    /// Gives logits of source, target and by for pairs of trigger and mention: N × 3.
    pub fn roles(&self, pairs: &Matrix, columns: Columns<12>) -> Matrix {
        let mut values = vec![floats(pairs)];
        values.extend(columns.into_iter().map(integers));
        self.one(&self.roles, values)
    }

    /// Gives link logits of pairs of mentions, and how new each mention is.
    pub fn links(&self, pairs: &Matrix, mentions: Columns<4>, links: Columns<5>) -> (Vec<f32>, Vec<f32>) {
        let mut values = vec![floats(pairs)];
        values.extend(mentions.into_iter().chain(links).map(integers));
        let mut out = self.links.run(values, &self.pool).into_iter().map(|m| m.data);
        (out.next().unwrap_or_default(), out.next().unwrap_or_default())
    }

    fn one(&self, net: &Net, values: Vec<ValueOrView<'_>>) -> Matrix {
        net.run(values, &self.pool).pop().expect("the graph has one output")
    }
}
