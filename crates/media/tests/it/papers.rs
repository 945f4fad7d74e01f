//! PDF attachments: those that could run something are refused by name.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use media::{MediaFault, paper};

use crate::made::zip;

const MOST: usize = 1 << 20;

fn pdf(objects: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<< /Type /Catalog {objects} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n").into_bytes()
}

/// A PDF with one stream of this dictionary and content.
fn with_stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("%PDF-1.7\n1 0 obj\n<< {dictionary} >>\nstream\n");
    [head.as_bytes(), content, b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"].concat()
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn acts(name: &'static str) -> Result<(), MediaFault> {
    Err(MediaFault::PdfWithScript { name })
}

#[test]
fn a_plain_paper_is_taken() {
    assert_eq!(paper(&pdf("/Pages 2 0 R"), MOST), Ok(()));
    assert_eq!(paper(&with_stream("/Length 9", b"q /JS /AA Q"), MOST), Ok(()));
    // What office programs write, and names that only begin alike.
    assert_eq!(paper(&pdf("/OpenAction [3 0 R /Fit] /JSON 1 /AAPL:Keywords [] /Launched 1"), MOST), Ok(()));
}

#[test]
fn every_name_that_acts_is_refused_by_name() {
    for name in ["/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AA", "/RichMedia", "/XFA"] {
        assert_eq!(paper(&pdf(&format!("{name} (x)")), MOST), acts(name));
        assert_eq!(paper(&pdf(&format!("/A<<{name}<<>>>>")), MOST), acts(name));
    }
    assert_eq!(paper(&pdf("/OpenAction 5 0 R"), MOST), acts("/OpenAction"));
    assert_eq!(paper(&pdf("/OpenAction << /S /URI >>"), MOST), acts("/OpenAction"));
}

#[test]
fn escaped_names_are_read_as_a_reader_reads_them() {
    assert_eq!(paper(&pdf("/J#61va#53cript (x)"), MOST), acts("/JavaScript"));
    assert_eq!(paper(&pdf("/#4a#53 (x)"), MOST), acts("/JS"));
    assert_eq!(paper(&pdf("/#4Aav#61Scrip#74 (x)"), MOST), acts("/JavaScript"));
}

#[test]
fn packed_objects_are_looked_into() {
    let hidden = packed(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>");
    assert_eq!(paper(&with_stream("/Type /ObjStm /Filter /FlateDecode", &hidden), MOST), acts("/JavaScript"));
    assert_eq!(paper(&with_stream("/Type /Obj#53tm /Filter /FlateDecode", &hidden), MOST), acts("/JavaScript"));
    assert_eq!(paper(&with_stream("/Type /ObjStm /Filter /FlateDecode", &packed(b"1 0 << /A 1 >>")), MOST), Ok(()));
    // What cannot be read here is not taken.
    assert_eq!(paper(&with_stream("/Type /ObjStm /Filter /LZWDecode", b"\x80\x0b\x60"), MOST), Err(MediaFault::Damaged));
    let bomb = packed(&vec![b' '; 65 << 20]);
    assert_eq!(paper(&with_stream("/Type /ObjStm /Filter /FlateDecode", &bomb), MOST), Err(MediaFault::Damaged));
}

#[test]
fn an_object_laid_inside_a_stream_is_found() {
    let laid = b"\n9 0 obj << /S /JavaScript /JS (x) >> endobj";
    assert_eq!(paper(&with_stream("/Length 40", laid), MOST), acts("/JavaScript"));
    let laid = b"\n9 0 obj << /Type /ObjStm >>";
    assert_eq!(paper(&with_stream("/Length 40", laid), MOST), Err(MediaFault::HiddenFile));
}

#[test]
fn locked_broken_and_doubled_papers_are_refused() {
    assert_eq!(paper(&pdf("/Encrypt 4 0 R"), MOST), Err(MediaFault::PdfLocked));
    assert_eq!(paper(b"%PDF-1.7\n1 0 obj", MOST), Err(MediaFault::Damaged));
    assert_eq!(paper(&[pdf(""), zip()].concat(), MOST), Err(MediaFault::HiddenFile));
    assert_eq!(paper(&[pdf(""), b"<html>".to_vec()].concat(), MOST), Err(MediaFault::HiddenFile));
    assert_eq!(paper(b"<html>%PDF-1.7 %%EOF", MOST), Err(MediaFault::NotAPaper));
    assert_eq!(paper(&pdf(""), 10), Err(MediaFault::TooBig { bytes: pdf("").len(), limit: 10 }));
}
