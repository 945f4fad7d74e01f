//! Bars as inline SVG: integers only, stretched to the width of their place.

/// A bar of `part` out of `whole`, with a text for those who do not see it.
pub(super) fn bar(part: i128, whole: i128, class: &str, label: &str) -> String {
    stacked(&[(part, class)], whole, label)
}

/// Parts one after the other out of `whole`.
pub(super) fn stacked(parts: &[(i128, &str)], whole: i128, label: &str) -> String {
    let mut out = format!(
        "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
        super::escaped(label)
    );
    let mut x = 0;
    for (part, class) in parts {
        let width = (part.max(&0) * 1000 / whole.max(1)).min(1000 - x);
        if width > 0 {
            // a thin gap keeps neighbours apart without colour
            let shown = if parts.len() > 1 { (width - 4).max(1) } else { width };
            out.push_str(&format!("<rect class=\"{class}\" x=\"{x}\" width=\"{shown}\" height=\"10\"/>"));
        }
        x += width;
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn bars_stay_inside() {
        let svg = super::stacked(&[(700, "in"), (700, "out")], 1000, "a <b>");
        assert!(svg.contains("x=\"700\" width=\"296\""));
        assert!(svg.contains("a &lt;b&gt;"));
    }
}
