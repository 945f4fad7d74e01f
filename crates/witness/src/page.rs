//! The plain page at `/`: who the witness is and what it last saw.

use ledger::cosignature;

use crate::store::{Store, StoreFault, origin_hash};

/// The text of the page.
pub fn text(store: &Store) -> Result<String, StoreFault> {
    let key = store.verifier();
    let mut out = format!(
        "Witness {}\n\nKey: {key}\n\nThis witness cosigns checkpoints of the public logs below after checking that each one\n\
         only adds to the last. It sees hashes, not ballots. Protocol: https://c2sp.org/tlog-witness\n",
        key.name()
    );
    for (log, latest) in store.latest()? {
        out += &format!("\nLog: {log}\n");
        match latest {
            Some(signed) => {
                let body = signed.checkpoint();
                out += &format!("Size: {}\nRoot: {}\n", body.size, body.root.to_base64());
                if let Ok(time) = cosignature::verify(&signed, key) {
                    out += &format!("Cosigned at: {time} (unix seconds)\n");
                }
                out += &format!("Checkpoint: {}/checkpoint\n", origin_hash(log.name()));
            }
            None => out += "Nothing cosigned yet.\n",
        }
    }
    Ok(out)
}
