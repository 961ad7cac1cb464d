//! Patterns over whole texts in which `*` stands for any characters: tags in mutability filters and lifecycle rules.

/// Whether the whole of `text` matches `pattern`, in which `*` stands for any characters. After a mismatch only the last `*` can
/// take more, so it takes at most as many steps as the lengths multiplied. A pattern is at most as long as the lifecycle policy that
/// it is in (30,720 characters), a name or a tag at most 256.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(byte) if *byte == text[t] => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((star_p, star_t)) = star else {
                    return false;
                };
                star = Some((star_p, star_t + 1));
                p = star_p + 1;
                t = star_t + 1;
            }
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_covers_the_whole_tag() {
        for (pattern, tag, expected) in [
            ("latest", "latest", true),
            ("latest", "latest-1", false),
            ("dev", "my-dev", false),
            ("dev*", "dev", true),
            ("dev*", "dev-1", true),
            ("*dev", "my-dev", true),
            ("v*-rc*", "v1.2-rc3", true),
            ("v*-rc*", "v1.2", false),
            ("*", "", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
        ] {
            assert_eq!(matches(pattern, tag), expected, "{pattern} on {tag}");
        }
    }
}
