//! Writing XLIFF 2.0: a file for each proposal, a unit for each text, with the hash of the source it shows.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{
    ExportRow,
    lines::plain,
    source_hash,
    xliff::{HASH, NAMESPACE},
};

/// Our own namespace, for the hash of a source.
const OWN: &str = "urn:reparto:translation:1";

pub(super) fn write((source_lang, target_lang): (&str, &str), rows: &[ExportRow]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"{NAMESPACE}\" xmlns:rp=\"{OWN}\" version=\"2.0\" \
         srcLang=\"{}\" trgLang=\"{}\">\n",
        escape(source_lang),
        escape(target_lang)
    );
    let mut open: Option<&str> = None;
    for row in rows {
        if open != Some(row.application.as_str()) {
            if open.is_some() {
                out.push_str("  </file>\n");
            }
            open = Some(&row.application);
            // Writing into a string does not fail.
            let _ = writeln!(out, "  <file id=\"{}\" original=\"{}\">", escape(&row.application), escape(&row.label));
        }
        write_unit(&mut out, row);
    }
    if open.is_some() {
        out.push_str("  </file>\n");
    }
    out.push_str("</xliff>\n");
    out
}

fn write_unit(out: &mut String, row: &ExportRow) {
    let (source, target) = (plain(&row.source), plain(&row.target));
    let state = match (target.is_empty(), row.is_final) {
        (true, _) => "initial",
        (false, false) => "translated",
        (false, true) => "final",
    };
    let _ = write!(
        out,
        "    <unit id=\"{}\" rp:{HASH}=\"{}\" xml:space=\"preserve\">\n      <segment state=\"{state}\">\n        <source>{}</source>\n",
        escape(&row.unit),
        source_hash(&source),
        escape(&source)
    );
    if !target.is_empty() {
        let _ = writeln!(out, "        <target>{}</target>", escape(&target));
    }
    out.push_str("      </segment>\n    </unit>\n");
}
