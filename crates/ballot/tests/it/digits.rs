//! Receipts and printed passes: check digit, reading what people type, telling one from the other.

use ballot::pass::{PassFault, PrintedPass};
use ballot::receipt::{Receipt, ReceiptFault};
use proptest::prelude::*;

use crate::common::definition_hash;

fn receipt(hash: [u8; 32]) -> Receipt {
    Receipt::of_hash(&definition_hash(), "BOY", &hash)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn receipts_catch_slips(hash: [u8; 32]) {
        let receipt = receipt(hash);
        prop_assert!((1..=8).contains(&receipt.digits()[0]));
        prop_assert_eq!(Receipt::parse(&receipt.to_string()), Ok(receipt));
        prop_assert_eq!(receipt.number().to_string(), receipt.to_string().replace(' ', ""));
        for slip in slips(&receipt.to_string()) {
            let read = Receipt::parse(&slip);
            prop_assert!(read == Err(ReceiptFault::CheckDigit), "{slip}: {read:?}");
        }
    }

    #[test]
    fn passes_catch_slips(random: [u8; 16]) {
        let pass = PrintedPass::from_random(&random);
        let text = pass.to_string();
        prop_assert!(text.starts_with('9') && text.len() == 19);
        prop_assert!(PrintedPass::parse(&text).is_ok_and(|read| read == pass));
        for slip in slips(&text) {
            prop_assert_eq!(PrintedPass::parse(&slip).err(), Some(PassFault::CheckDigit));
        }
        prop_assert_eq!(Receipt::parse(&text), Err(ReceiptFault::IsAPass));
    }

    #[test]
    fn any_text_is_read_without_panic(text: String) {
        let _ = Receipt::parse(&text);
        let _ = PrintedPass::parse(&text);
    }
}

/// Every single wrong digit and every swap of different neighbours.
fn slips(text: &str) -> Vec<String> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    let mut out = Vec::new();
    for place in 0..digits.len() {
        for wrong in b'0'..=b'9' {
            if wrong != digits[place] {
                let mut copy = digits.clone();
                copy[place] = wrong;
                out.push(copy);
            }
        }
        if place > 0 && digits[place] != digits[place - 1] {
            let mut copy = digits.clone();
            copy.swap(place, place - 1);
            out.push(copy);
        }
    }
    out.into_iter().map(|copy| String::from_utf8(copy).unwrap()).collect()
}

#[test]
fn what_people_type() {
    let receipt = receipt([9; 32]);
    let plain = receipt.to_string();
    for typed in [plain.replace(' ', ""), plain.replace(' ', "-"), format!("  {plain}\u{a0}\n"), plain.replace(' ', " – ")] {
        assert_eq!(Receipt::parse(&typed), Ok(receipt), "{typed}");
    }
    let arabic: String = plain.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)).collect();
    assert_eq!(Receipt::parse(&arabic), Ok(receipt));
    assert_eq!(Receipt::parse("1234"), Err(ReceiptFault::WrongLength(4)));
    assert_eq!(Receipt::parse(&format!("{plain}1")), Err(ReceiptFault::WrongLength(17)));
    assert_eq!(Receipt::parse("l234 5678"), Err(ReceiptFault::NotDigits));
    assert_eq!(PrintedPass::parse(&plain).err(), Some(PassFault::IsAReceipt));
    assert_eq!(Receipt::parse("0000 0000 0000 0000"), Err(ReceiptFault::CheckDigit));
    assert_eq!(PrintedPass::parse("").err(), Some(PassFault::WrongLength(0)));
}

#[test]
fn tags_depend_on_key_cycle_and_zone() {
    let pass = PrintedPass::from_random(&[8; 16]);
    let tag = pass.tag(&[1; 32], "la-2026", "BOY");
    assert!(tag == pass.tag(&[1; 32], "la-2026", "BOY"));
    assert!(tag != pass.tag(&[2; 32], "la-2026", "BOY"));
    assert!(tag != pass.tag(&[1; 32], "la-2027", "BOY"));
    assert!(tag != pass.tag(&[1; 32], "la-2026", "VEN"));
    assert!(tag != pass.tag(&[1; 32], "la-2026B", "OY"));
}
