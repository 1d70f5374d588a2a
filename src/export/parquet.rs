//! Parquet: the claims as a table, a row each, for `DuckDB`, pandas, Spark and R.
//!
//! The columns of CSV: text, or nothing where CSV has an empty cell, and the confidence as a number. Dates are text: a
//! claim may be dated by its month or its week alone.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::table::{COLUMNS, CONFIDENCE, cells};
use super::{ExportError, Names, Options, Writer};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// Rows that are written at once: bounds memory.
const ROWS: usize = 10_000;

/// The claims as Parquet.
pub(super) struct Parquet;

impl Writer for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn help(&self) -> &'static str {
        "Parquet: the table of csv with types, for DuckDB, pandas and Spark"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.apache.parquet"
    }

    fn write(&self, graph: &Graph, _: &Ontology, options: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
        options.check()?;
        let names = Names::new(options);
        let bytes = table(graph, &names).map_err(std::io::Error::other)?;
        out.write_all(&bytes)?;
        Ok(())
    }
}

fn table(graph: &Graph, names: &Names) -> Result<Vec<u8>> {
    let properties = WriterProperties::builder()
        .set_created_by("demarche".to_owned())
        .set_compression(Compression::ZSTD(parquet::basic::ZstdLevel::default()))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema()?, Arc::new(properties))?;
    for some in graph.statements.chunks(ROWS) {
        let rows: Vec<Vec<String>> = some.iter().map(|s| cells(graph, names, s)).collect();
        let mut group = writer.next_row_group()?;
        (0..COLUMNS.len()).try_for_each(|at| column(&rows, at, &mut group))?;
        group.close()?;
    }
    writer.into_inner()
}

fn schema() -> Result<TypePtr> {
    let field = |(at, name): (usize, &&str)| {
        let field = if at == CONFIDENCE {
            Type::primitive_type_builder(name, Physical::DOUBLE).with_repetition(Repetition::REQUIRED)
        } else {
            let text = Type::primitive_type_builder(name, Physical::BYTE_ARRAY);
            text.with_repetition(Repetition::OPTIONAL).with_logical_type(Some(LogicalType::String))
        };
        field.build().map(Arc::new)
    };
    let fields = COLUMNS.iter().enumerate().map(field).collect::<Result<Vec<_>>>()?;
    Type::group_type_builder("claims").with_fields(fields).build().map(Arc::new)
}

/// Writes one column of these rows; the columns come in their order.
fn column(rows: &[Vec<String>], at: usize, group: &mut SerializedRowGroupWriter<'_, Vec<u8>>) -> Result<()> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    let texts = rows.iter().map(|row| row[at].as_str());
    if at == CONFIDENCE {
        let numbers: Vec<f64> = texts.map(|t| t.parse().unwrap_or_default()).collect();
        column.typed::<DoubleType>().write_batch(&numbers, None, None)?;
    } else {
        // A level of 1 says that there is a value.
        let levels: Vec<i16> = texts.clone().map(|t| i16::from(!t.is_empty())).collect();
        let values: Vec<ByteArray> = texts.filter(|t| !t.is_empty()).map(ByteArray::from).collect();
        column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
    }
    column.close()
}
