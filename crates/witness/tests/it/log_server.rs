//! A log for tests: entries, tiles and checkpoints as files, served over HTTP by a thread of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use ledger::tile::{Tile, TileKind};
use ledger::tile_tree::TileWriter;
use ledger::tree::MemoryTree;
use ledger::{Checkpoint, SignedCheckpoint, bundle, leaf_hash};

use crate::common::{ORIGIN, TIME, log_key, witness_key};

type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// A log that can be grown, damaged and rolled back.
pub struct Log {
    pub url: String,
    pub entries: Vec<Vec<u8>>,
    files: Files,
    asked: Arc<Mutex<Vec<String>>>,
}

/// An entry that the ballot log may hold; numbers above 255 repeat in the low byte but not as a whole.
pub fn ballot(number: u64) -> Vec<u8> {
    let mut entry = vec![1, 1];
    entry.extend([0x31; 32]);
    entry.extend(b"\x03BOY\x00\x01");
    entry.extend([0; 24]);
    entry.extend(number.to_be_bytes());
    entry.extend([0xb2; 32]);
    entry
}

impl Log {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/log/ballots/", listener.local_addr().unwrap());
        let (files, asked) = (Files::default(), Arc::default());
        let log = Self { url, entries: Vec::new(), files: Arc::clone(&files), asked: Arc::clone(&asked) };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let _ = answer(&stream.unwrap(), &files, &asked);
            }
        });
        log
    }

    /// A log of `size` ballots, cosigned by witnesses 1 and 2.
    pub fn of(size: u64) -> Self {
        let mut log = Self::start();
        log.grow_to(size);
        log
    }

    pub fn grow_to(&mut self, size: u64) {
        let first = self.entries.len() as u64;
        self.entries.extend((first..size).map(ballot));
        self.publish(&[1, 2], TIME);
    }

    /// Writes all files for the present entries.
    pub fn publish(&self, by: &[u8], time: u64) {
        let size = self.entries.len() as u64;
        let mut writer = TileWriter::new();
        self.entries.iter().for_each(|entry| writer.append(leaf_hash(entry)));
        writer.take_tiles().into_iter().for_each(|(tile, bytes)| self.put(&tile.to_string(), bytes));
        for (entries, index) in self.entries.chunks(256).zip(0..) {
            let tile = Tile::in_tree(TileKind::Entries, index, size).unwrap();
            self.put(&tile.to_string(), bundle::encode(entries).unwrap());
        }
        self.put("checkpoint", self.checkpoint(by, time).note().to_string().into_bytes());
    }

    pub fn checkpoint(&self, by: &[u8], time: u64) -> SignedCheckpoint {
        let size = self.entries.len() as u64;
        let mut signed = sign(&self.tree(), size);
        for number in by {
            signed.add_signature(witness_key(*number).cosign(&signed, time).unwrap());
        }
        signed
    }

    pub fn tree(&self) -> MemoryTree {
        self.entries.iter().map(|entry| leaf_hash(entry)).collect()
    }

    pub fn put(&self, path: &str, bytes: Vec<u8>) {
        self.files.lock().unwrap().insert(path.to_owned(), bytes);
    }

    pub fn remove(&self, path: &str) {
        self.files.lock().unwrap().remove(path).unwrap();
    }

    pub fn change(&self, path: &str, change: impl FnOnce(&mut Vec<u8>)) {
        change(self.files.lock().unwrap().get_mut(path).unwrap());
    }

    /// Paths asked for since the last call.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

pub fn sign(tree: &MemoryTree, size: u64) -> SignedCheckpoint {
    let root = tree.root_at(size).unwrap();
    Checkpoint { origin: ORIGIN.to_owned(), size, root, extensions: Vec::new() }.sign(&log_key()).unwrap()
}

fn answer(mut stream: &TcpStream, files: &Files, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = first.split(' ').nth(1).and_then(|path| path.strip_prefix("/log/ballots/")).unwrap_or("").to_owned();
    let found = files.lock().unwrap().get(&path).cloned();
    asked.lock().unwrap().push(path);
    let (status, body) = found.map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)
}
