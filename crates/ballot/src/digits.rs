//! Sixteen-digit numbers: reading what people type, the Damm check digit, grouping by four.
//! Damm (2004, "Total anti-symmetrische Quasigruppen") catches every wrong digit and every swap of neighbours.

/// Count of digits in a receipt and in a printed pass, check digit included.
pub(crate) const LENGTH: usize = 16;

const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Code points of the digit zero in scripts whose keyboards type their own digits:
/// ASCII, Arabic-Indic, extended Arabic-Indic, Devanagari, Bengali, full width.
const ZEROS: [u32; 6] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10];

/// What is wrong with a text before its check digit is looked at.
pub(crate) enum Misread {
    NotDigits,
    WrongLength(usize),
}

/// The Damm interim digit; 0 for a number that ends in its right check digit.
pub(crate) fn damm(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |interim, digit| {
        DAMM.get(usize::from(interim)).and_then(|row| row.get(usize::from(*digit))).copied().unwrap_or(u8::MAX)
    })
}

/// Fifteen decimal digits of `number` (which is below 10^15) and their check digit.
pub(crate) fn with_check_digit(number: u64) -> [u8; LENGTH] {
    let mut digits = [0u8; LENGTH];
    let mut left = number;
    for digit in digits.iter_mut().rev().skip(1) {
        *digit = u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
    }
    let check = damm(digits.split_last().map_or(&[], |(_, head)| head));
    if let Some(last) = digits.last_mut() {
        *last = check;
    }
    digits
}

/// Reads sixteen digits; white space and hyphens do not count.
pub(crate) fn read(text: &str) -> Result<[u8; LENGTH], Misread> {
    let mut digits = [0u8; LENGTH];
    let mut count = 0usize;
    for character in text.chars() {
        if character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}') {
            continue;
        }
        let digit = value(character).ok_or(Misread::NotDigits)?;
        if let Some(place) = digits.get_mut(count) {
            *place = digit;
        }
        count += 1;
    }
    if count == LENGTH { Ok(digits) } else { Err(Misread::WrongLength(count)) }
}

fn value(character: char) -> Option<u8> {
    let code = u32::from(character);
    ZEROS.iter().filter_map(|zero| code.checked_sub(*zero)).find(|value| *value < 10).and_then(|value| u8::try_from(value).ok())
}

/// `4821 7730 5569 1234`.
pub(crate) fn grouped(digits: &[u8; LENGTH]) -> String {
    let mut out = String::with_capacity(LENGTH + 3);
    for (place, digit) in digits.iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(' ');
        }
        out.push(char::from(b'0' + digit % 10));
    }
    out
}
