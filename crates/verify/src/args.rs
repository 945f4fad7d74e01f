//! The words of a command line: files without a name, and options that each take a value.

use std::collections::BTreeMap;

/// A command line taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Args {
    files: Vec<String>,
    options: BTreeMap<String, String>,
}

impl Args {
    /// Takes words apart: `--name value` or `--name=value` for the names allowed, anything else is a file.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn parse(words: &[String], allowed: &[&str]) -> Result<Self, String> {
        let mut args = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--") else {
                args.files.push(word.clone());
                continue;
            };
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, value.to_owned()),
                None => (option, words.next().cloned().ok_or_else(|| format!("--{option} needs a value after it"))?),
            };
            if !allowed.contains(&name) {
                return Err(format!("there is no --{name} here; there is --{}", allowed.join(", --")));
            }
            if args.options.insert(name.to_owned(), value).is_some() {
                return Err(format!("--{name} stands twice; write it once"));
            }
        }
        Ok(args)
    }

    /// The one file that must be given.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn file(&self, what: &str) -> Result<&str, String> {
        match self.files.as_slice() {
            [file] => Ok(file),
            [] => Err(format!("write the {what} after the command")),
            [_, more, ..] => Err(format!("{more:?} is one word too many; give one {what}")),
        }
    }

    /// Nothing but options.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn no_file(&self) -> Result<(), String> {
        self.files.first().map_or(Ok(()), |word| Err(format!("{word:?} is not an option; files are given as --name FILE")))
    }

    /// An option's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }

    /// The value of an option that must be given.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn need(&self, name: &str) -> Result<&str, String> {
        self.get(name).ok_or_else(|| format!("--{name} is missing; see --help"))
    }

    /// An option's value in its own type.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn typed<T: std::str::FromStr<Err: std::fmt::Display>>(&self, name: &str) -> Result<Option<T>, String> {
        let read = |text: &str| text.parse().map_err(|fault| format!("--{name} {text:?}: {fault}"));
        self.get(name).map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        Args::parse(&words, &["policy", "format"])
    }

    #[test]
    fn options_may_stand_anywhere() {
        for line in ["a.zst --policy p --format json", "--policy=p a.zst --format=json"] {
            let args = parse(line).unwrap();
            assert_eq!((args.file("pack"), args.get("policy"), args.get("format")), (Ok("a.zst"), Some("p"), Some("json")));
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, said) in [
            ("a --policy", "--policy needs a value after it"),
            ("a --polcy p", "there is no --polcy here; there is --policy, --format"),
            ("--policy p --policy q", "--policy stands twice; write it once"),
        ] {
            assert_eq!(parse(line), Err(said.to_owned()));
        }
        assert!(parse("a b").unwrap().file("pack").is_err());
        assert!(parse("a").unwrap().need("policy").is_err());
        assert!(parse("a").unwrap().no_file().is_err());
    }
}
