//! Names of the model as Rust spells them.

/// `registryId` → `registry_id`, `FiftyMaxResults` → `fifty_max_results`, `URL` → `url`.
pub fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let after_lower = at > 0 && !letters[at - 1].is_uppercase();
        let before_lower = at > 0 && letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && (after_lower || before_lower) {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The name of a struct's field.
pub fn field(name: &str) -> String {
    match snake(name).as_str() {
        keyword @ ("type" | "ref" | "match" | "use" | "move" | "where" | "static") => format!("r#{keyword}"),
        plain => plain.to_owned(),
    }
}

/// The name of a type: the shape's, with a capital.
pub fn type_name(shape: &str) -> String {
    let mut letters = shape.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// The name of an enumeration's value: `IMMUTABLE_WITH_EXCLUSION` → `ImmutableWithExclusion`, `KmsError` as it is.
pub fn variant(name: &str) -> String {
    let shouted = !name.chars().any(char::is_lowercase);
    let word = |word: &str| {
        let word = if shouted {
            word.to_lowercase()
        } else {
            word.to_owned()
        };
        type_name(&word)
    };
    let variant: String = name.split(['_', '-', '.', '/']).map(word).collect();
    match variant.as_str() {
        "Self" => "Own".to_owned(),
        _ => variant,
    }
}

/// The name of a fault's variant: the exception's without the suffix.
pub fn fault(exception: &str) -> &str {
    exception.strip_suffix("Exception").unwrap_or(exception)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells() {
        for (name, expected) in [
            ("registryId", "registry_id"),
            ("FiftyMaxResults", "fifty_max_results"),
            ("UserId", "user_id"),
            ("OpenIDConnectProviderArn", "open_id_connect_provider_arn"),
            ("URL", "url"),
            ("Key", "key"),
        ] {
            assert_eq!(snake(name), expected);
        }
        assert_eq!(field("type"), "r#type");
        assert_eq!(variant("IMMUTABLE_WITH_EXCLUSION"), "ImmutableWithExclusion");
        assert_eq!(
            (variant("KmsError"), variant("AES256")),
            ("KmsError".to_owned(), "Aes256".to_owned())
        );
        assert_eq!((fault("KmsException"), fault("Odd")), ("Kms", "Odd"));
    }
}
