//! Numbers that people compare: a table whose rows draw bars, and a 10 × 10 picture of where the money goes.

use maud::{Markup, html};

/// One row of a bar table.
pub struct BarRow {
    /// First cell.
    pub name: Markup,
    /// The figure in words.
    pub figure: String,
    /// Length of the bar, 0-100.
    pub percent: i64,
    /// True for a filled bar (funded), false for an outlined one.
    pub strong: bool,
    /// Further cells.
    pub more: Vec<Markup>,
}

/// A real table with a bar under each figure; the bar repeats the figure and is hidden from screen readers.
pub fn bar_table(caption: &str, heads: &[String], rows: &[BarRow]) -> Markup {
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table.bars {
                caption { (caption) }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr .strong[row.strong] {
                            th scope="row" { (row.name) }
                            td {
                                (row.figure)
                                svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                                    rect.track width="100" height="8" {}
                                    rect.fill width=(row.percent.clamp(0, 100)) height="8" {}
                                }
                            }
                            @for cell in &row.more { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

/// A state in words with its own shape; colour is never alone.
pub fn status_tag(words: &str, done: bool) -> Markup {
    html! { strong.tag .done[done] { (words) } }
}

/// Ten by ten squares, each one percent of the money; `shares` are whole percents in order, the rest stays empty.
pub fn waffle(sentence: &str, shares: &[i64]) -> Markup {
    let mut kinds = Vec::with_capacity(100);
    for (kind, share) in shares.iter().enumerate() {
        for _ in 0..*share {
            kinds.push(kind % 5 + 1);
        }
    }
    kinds.resize(100, 0);
    html! {
        svg.waffle viewBox="0 0 110 110" role="img" aria-label=(sentence) {
            @for (index, kind) in kinds.iter().enumerate() {
                rect x=(index % 10 * 11 + 1) y=(index / 10 * 11 + 1) width="9" height="9" class={ "w" (kind) } {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waffle_always_has_a_hundred_squares() {
        for shares in [&[][..], &[48, 32], &[100], &[60, 60]] {
            let squares = waffle("x", shares).into_string().matches("<rect").count();
            assert_eq!(squares, 100, "{shares:?}");
        }
    }

    #[test]
    fn a_bar_never_leaves_its_track() {
        let row = |percent| BarRow { name: html! { "a" }, figure: "1".to_owned(), percent, strong: true, more: vec![] };
        let page = bar_table("c", &[], &[row(-5), row(250)]).into_string();
        assert!(page.contains(r#"class="fill" width="0""#) && page.contains(r#"class="fill" width="100""#));
    }
}
