//! Reads a written PDF back: its structure, fonts and text.

use lopdf::{Document, Object};

pub struct Read {
    pub document: Document,
}

impl Read {
    pub fn of(bytes: &[u8]) -> Self {
        Self { document: Document::load_mem(bytes).unwrap() }
    }

    pub fn catalog(&self, key: &str) -> Option<&Object> {
        let value = self.document.catalog().unwrap().get(key.as_bytes()).ok()?;
        Some(self.document.dereference(value).unwrap().1)
    }

    pub fn pages(&self) -> usize {
        self.document.get_pages().len()
    }

    /// Names of all structure elements, in reading order.
    pub fn structure(&self) -> Vec<String> {
        let root = self.catalog("StructTreeRoot").unwrap().clone();
        let mut names = Vec::new();
        self.walk(&root, &mut names);
        names
    }

    fn walk(&self, node: &Object, names: &mut Vec<String>) {
        match self.document.dereference(node).unwrap().1 {
            Object::Array(nodes) => nodes.iter().for_each(|node| self.walk(node, names)),
            Object::Dictionary(element) => {
                if let Ok(name) = element.get(b"S").and_then(Object::as_name) {
                    names.push(String::from_utf8_lossy(name).into_owned());
                }
                if let Ok(children) = element.get(b"K") {
                    self.walk(children, names);
                }
            }
            _ => {}
        }
    }

    /// How many font programs are embedded, and how many font descriptors there are.
    pub fn fonts(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        for object in self.document.objects.values() {
            let Ok(dictionary) = object.as_dict() else { continue };
            if dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"FontDescriptor") {
                counts.1 += 1;
                counts.0 += usize::from([&b"FontFile2"[..], b"FontFile3"].iter().any(|key| dictionary.has(key)));
            }
        }
        counts
    }

    /// The alternative texts of all figures.
    pub fn alternatives(&self) -> Vec<String> {
        let texts = self.document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok());
        texts.map(|text| lopdf::decode_text_string(text).unwrap()).collect()
    }
}
