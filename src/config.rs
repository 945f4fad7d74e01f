//! Typed configuration from the environment. Every fault is reported at once, with what to do about it.
//! Election settings are never configuration: they are the rulebook in the database.

use std::{net::SocketAddr, path::PathBuf};

use crate::base::Secret;

/// All settings of a running server.
pub struct Config {
    /// `DATABASE_URL`: the civic database.
    pub civic_url: String,
    /// `BOX_DATABASE_URL`: the ballot box.
    pub box_url: String,
    /// `REPARTO_ONE_INSTANCE`: allow both databases in one Postgres instance (rehearsals only).
    pub one_instance: bool,
    /// `REPARTO_LISTEN`: address and port of the site.
    pub listen: SocketAddr,
    /// `REPARTO_METRICS_LISTEN`: address and port of `/metrics`; loopback unless said otherwise.
    pub metrics_listen: SocketAddr,
    /// `REPARTO_PUBLIC_URL`: the address people type, without a slash at the end.
    pub public_url: String,
    /// `REPARTO_KEYS_DIR`: folder of key files, readable by this user alone.
    pub keys_dir: PathBuf,
    /// How codes and messages leave.
    pub sender: SenderConfig,
    /// `REPARTO_POSTS_PER_MINUTE`: forms accepted from one network address in a minute.
    pub posts_per_minute: u32,
    /// `REPARTO_HELP_PHONE`: the number printed in the help block.
    pub help_phone: String,
    /// `REPARTO_CLIENT_ADDRESS_HEADER`: header in which a proxy of ours writes the caller's address.
    pub client_address_header: Option<String>,
    /// `REPARTO_GAZETTEER`: local file that finds zones by address; without it the list alone is offered.
    pub gazetteer: Option<PathBuf>,
    /// `REPARTO_POOL_SIZE`: connections for each database.
    pub pool_size: usize,
    /// The public logs.
    pub log: LogConfig,
}

/// How the public logs are kept.
#[derive(Clone)]
pub struct LogConfig {
    /// `REPARTO_LOGS_DIR`: folder of checkpoints and tiles, outside both databases.
    pub folder: PathBuf,
    /// `REPARTO_LOGS_NAME`: the site's name in checkpoints; it must never change while a log lives.
    pub site: String,
    /// `REPARTO_LOGS_BATCH`: ballots and issuances are published when this many wait …
    pub batch: u32,
    /// `REPARTO_LOGS_WAIT_SECONDS`: … or when the oldest has waited this long.
    pub wait_seconds: u32,
    /// `REPARTO_LOGS_POLICY`: C2SP tlog-policy file that names the witnesses and how many must sign.
    pub policy: Option<PathBuf>,
}

/// The three ways a message can leave.
pub enum SenderConfig {
    /// One JSON line for each message in a folder; for rehearsals.
    File(PathBuf),
    /// E-mail by SMTP and text messages by an HTTPS gateway; either may be missing.
    Network { smtp: Option<SmtpConfig>, sms: Option<SmsConfig> },
}

/// An SMTP relay.
#[derive(Clone)]
pub struct SmtpConfig {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// `none` (loopback only), `starttls` or `tls`.
    pub security: SmtpSecurity,
    /// User name and password, when the relay asks for them.
    pub login: Option<(String, Secret<String>)>,
    /// The From address.
    pub from: String,
}

/// How the SMTP conversation is protected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// In clear; refused for any host but this machine.
    None,
    /// Upgraded after EHLO.
    StartTls,
    /// From the first byte.
    Tls,
}

/// An SMS gateway that takes `POST` with JSON `{"to","text"}` and a bearer token.
#[derive(Clone)]
pub struct SmsConfig {
    /// Address of the gateway, `https://…`.
    pub url: String,
    /// Bearer token.
    pub token: Secret<String>,
}

/// One thing wrong with the environment.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The variable.
    pub variable: &'static str,
    /// What is wrong and what to do.
    pub advice: String,
}

/// Every variable with its default and meaning, printed by `reparto serve --help`.
pub const VARIABLES: &[(&str, &str, &str)] = &[
    ("DATABASE_URL", "required", "civic database, postgres://user@host/name"),
    ("BOX_DATABASE_URL", "required", "ballot box database, in another Postgres instance"),
    ("REPARTO_KEYS_DIR", "required", "folder of key files; made on first start, mode 0700"),
    ("REPARTO_PUBLIC_URL", "required", "address people type, such as https://vote.example.gov"),
    ("REPARTO_LISTEN", "127.0.0.1:8080", "address and port of the site"),
    ("REPARTO_METRICS_LISTEN", "127.0.0.1:9464", "address and port of /metrics"),
    ("REPARTO_SENDER", "required", "file, or network"),
    ("REPARTO_OUTBOX_DIR", "with file", "folder that receives one JSON line for each message"),
    ("REPARTO_SMTP_HOST", "with network", "SMTP relay; leave out to offer no e-mail codes"),
    ("REPARTO_SMTP_PORT", "587", "port of the relay"),
    ("REPARTO_SMTP_SECURITY", "starttls", "starttls, tls, or none (this machine only)"),
    ("REPARTO_SMTP_USER", "none", "user name at the relay"),
    ("REPARTO_SMTP_PASSWORD_FILE", "none", "file with the password"),
    ("REPARTO_SMTP_FROM", "with smtp", "From address"),
    ("REPARTO_SMS_URL", "with network", "HTTPS text-message gateway; leave out to offer no text codes"),
    ("REPARTO_SMS_TOKEN_FILE", "with sms", "file with the gateway's bearer token"),
    ("REPARTO_POSTS_PER_MINUTE", "120", "forms accepted from one network address in a minute"),
    ("REPARTO_HELP_PHONE", "311", "number printed in the help block"),
    ("REPARTO_CLIENT_ADDRESS_HEADER", "none", "header in which your proxy writes the caller's address, such as X-Forwarded-For"),
    ("REPARTO_GAZETTEER", "none", "local file that finds zones by street address or corner"),
    ("REPARTO_POOL_SIZE", "10", "connections for each database"),
    (
        "REPARTO_LOGS_DIR",
        "logs beside the keys",
        "folder of the public logs' checkpoints and tiles; back it up apart from the databases",
    ),
    ("REPARTO_LOGS_NAME", "host of the site", "the site's name in checkpoints; never change it while a log lives"),
    ("REPARTO_LOGS_BATCH", "32", "ballots are published in the log when this many wait"),
    ("REPARTO_LOGS_WAIT_SECONDS", "3600", "or when the oldest has waited this long"),
    ("REPARTO_LOGS_POLICY", "none", "tlog-policy file with the witnesses and how many must sign"),
    ("REPARTO_ONE_INSTANCE", "no", "yes allows one Postgres instance for both; links voters to ballots"),
    ("REPARTO_PG_BIN", "found by itself", "Postgres server programs, for the demo's private instances"),
    ("REPARTO_LOG", "info", "tracing filter"),
    ("REPARTO_LOG_FORMAT", "json", "json, or text"),
];

type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Reads variables, remembering each fault instead of stopping at the first.
struct Reader<'a> {
    lookup: Lookup<'a>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, variable: &'static str, advice: impl Into<String>) {
        self.faults.push(Fault { variable, advice: advice.into() });
    }

    fn optional(&self, variable: &str) -> Option<String> {
        (self.lookup)(variable).filter(|value| !value.trim().is_empty())
    }

    fn required(&mut self, variable: &'static str, advice: &str) -> String {
        self.optional(variable).unwrap_or_else(|| {
            self.fault(variable, format!("is not set. {advice}"));
            String::new()
        })
    }

    fn parsed<T: std::str::FromStr>(&mut self, variable: &'static str, default: T, what: &str) -> T {
        match self.optional(variable).map(|text| text.parse()) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(_)) => {
                self.fault(variable, format!("is not {what}. Change or remove it"));
                default
            }
        }
    }

    fn secret_file(&mut self, variable: &'static str) -> Option<Secret<String>> {
        let path = self.optional(variable)?;
        match std::fs::read_to_string(&path) {
            Ok(text) => Some(Secret::new(text.trim().to_owned())),
            Err(error) => {
                self.fault(variable, format!("names a file that can't be read ({error}). Check the path and its rights"));
                None
            }
        }
    }

    fn database(&mut self, variable: &'static str) -> String {
        let url = self.required(variable, "Set it to postgres://user@host/name");
        if !url.is_empty() && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            self.fault(variable, "does not start with postgres://. Set it to postgres://user@host/name");
        }
        url
    }

    fn public_url(&mut self) -> String {
        let url = self.required("REPARTO_PUBLIC_URL", "Set it to the address people type, such as https://vote.example.gov");
        let local = url.starts_with("http://localhost") || url.starts_with("http://127.0.0.1");
        if !url.is_empty() && !url.starts_with("https://") && !local {
            self.fault("REPARTO_PUBLIC_URL", "must start with https:// (http:// is for localhost alone)");
        }
        url.trim_end_matches('/').to_owned()
    }

    fn smtp(&mut self) -> Option<SmtpConfig> {
        let host = self.optional("REPARTO_SMTP_HOST")?;
        let security = match self.optional("REPARTO_SMTP_SECURITY").as_deref() {
            None | Some("starttls") => SmtpSecurity::StartTls,
            Some("tls") => SmtpSecurity::Tls,
            Some("none") if host == "localhost" || host == "127.0.0.1" => SmtpSecurity::None,
            Some("none") => {
                self.fault("REPARTO_SMTP_SECURITY", "none is for this machine alone. Use starttls or tls");
                SmtpSecurity::Tls
            }
            Some(_) => {
                self.fault("REPARTO_SMTP_SECURITY", "is not starttls, tls or none. Choose one of these");
                SmtpSecurity::Tls
            }
        };
        let port = self.parsed("REPARTO_SMTP_PORT", 587, "a port number");
        let from = self.required("REPARTO_SMTP_FROM", "Set it to the From address of codes");
        let password = self.secret_file("REPARTO_SMTP_PASSWORD_FILE");
        let login = self.optional("REPARTO_SMTP_USER").zip(password);
        Some(SmtpConfig { host, port, security, login, from })
    }

    fn sms(&mut self) -> Option<SmsConfig> {
        let url = self.optional("REPARTO_SMS_URL")?;
        let local = url.starts_with("http://127.0.0.1") || url.starts_with("http://localhost");
        if !url.starts_with("https://") && !local {
            self.fault("REPARTO_SMS_URL", "must start with https://");
        }
        if self.optional("REPARTO_SMS_TOKEN_FILE").is_none() {
            self.fault("REPARTO_SMS_TOKEN_FILE", "is not set. Put the gateway's token into a file and name it here");
        }
        let token = self.secret_file("REPARTO_SMS_TOKEN_FILE")?;
        Some(SmsConfig { url, token })
    }

    fn logs(&mut self, keys_dir: &std::path::Path, public_url: &str) -> LogConfig {
        let host = public_url.split("://").nth(1).unwrap_or("").split([':', '/']).next().unwrap_or("");
        let site = self.optional("REPARTO_LOGS_NAME").unwrap_or_else(|| host.to_owned());
        if site.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
            self.fault("REPARTO_LOGS_NAME", "holds a space, a plus or a control character. Use the site's host name");
        }
        let beside = || keys_dir.parent().unwrap_or(keys_dir).join("logs");
        LogConfig {
            folder: self.optional("REPARTO_LOGS_DIR").map_or_else(beside, PathBuf::from),
            site,
            batch: self.parsed("REPARTO_LOGS_BATCH", 32, "a whole number"),
            wait_seconds: self.parsed("REPARTO_LOGS_WAIT_SECONDS", 3600, "a whole number"),
            policy: self.optional("REPARTO_LOGS_POLICY").map(PathBuf::from),
        }
    }

    fn sender(&mut self) -> SenderConfig {
        match self.optional("REPARTO_SENDER").as_deref() {
            Some("file") => SenderConfig::File(self.required("REPARTO_OUTBOX_DIR", "Set it to a folder for messages").into()),
            Some("network") => {
                let (smtp, sms) = (self.smtp(), self.sms());
                if self.optional("REPARTO_SMTP_HOST").is_none() && self.optional("REPARTO_SMS_URL").is_none() {
                    self.fault("REPARTO_SENDER", "is network, but neither REPARTO_SMTP_HOST nor REPARTO_SMS_URL is set. Set one");
                }
                SenderConfig::Network { smtp, sms }
            }
            other => {
                let what = if other.is_some() { "is not file or network" } else { "is not set" };
                self.fault("REPARTO_SENDER", format!("{what}. Use network for a real vote, file for a rehearsal"));
                SenderConfig::Network { smtp: None, sms: None }
            }
        }
    }
}

impl Config {
    /// Reads the process environment.
    ///
    /// # Errors
    /// Every fault found, not only the first.
    pub fn from_env() -> Result<Self, Vec<Fault>> {
        Self::from_lookup(&|name| std::env::var(name).ok())
    }

    /// Reads from any source of variables; tests pass a map.
    ///
    /// # Errors
    /// Every fault found, not only the first.
    pub fn from_lookup(lookup: Lookup<'_>) -> Result<Self, Vec<Fault>> {
        let mut r = Reader { lookup, faults: Vec::new() };
        let public_url = r.public_url();
        let keys_dir: PathBuf = r.required("REPARTO_KEYS_DIR", "Set it to a folder outside both databases").into();
        let log = r.logs(&keys_dir, &public_url);
        let config = Self {
            civic_url: r.database("DATABASE_URL"),
            box_url: r.database("BOX_DATABASE_URL"),
            one_instance: r.optional("REPARTO_ONE_INSTANCE").as_deref() == Some("yes"),
            listen: r.parsed("REPARTO_LISTEN", SocketAddr::from(([127, 0, 0, 1], 8080)), "an address and port"),
            metrics_listen: r.parsed("REPARTO_METRICS_LISTEN", SocketAddr::from(([127, 0, 0, 1], 9464)), "an address and port"),
            public_url,
            keys_dir,
            sender: r.sender(),
            posts_per_minute: r.parsed("REPARTO_POSTS_PER_MINUTE", 120, "a whole number"),
            help_phone: r.optional("REPARTO_HELP_PHONE").unwrap_or_else(|| "311".to_owned()),
            client_address_header: r.optional("REPARTO_CLIENT_ADDRESS_HEADER").map(|name| name.to_lowercase()),
            gazetteer: r.optional("REPARTO_GAZETTEER").map(PathBuf::from),
            pool_size: r.parsed("REPARTO_POOL_SIZE", 10, "a whole number"),
            log,
        };
        if config.posts_per_minute == 0 {
            r.fault("REPARTO_POSTS_PER_MINUTE", "is 0, so that no one could vote. Set it to 1 or more");
        }
        if r.faults.is_empty() { Ok(config) } else { Err(r.faults) }
    }
}

/// Both database addresses, for commands that need nothing else.
///
/// # Errors
/// Every fault found.
pub fn database_urls() -> Result<(String, String), Vec<Fault>> {
    let mut r = Reader { lookup: &|name| std::env::var(name).ok(), faults: Vec::new() };
    let urls = (r.database("DATABASE_URL"), r.database("BOX_DATABASE_URL"));
    if r.faults.is_empty() { Ok(urls) } else { Err(r.faults) }
}

/// The civic database's address alone.
///
/// # Errors
/// Every fault found.
pub fn civic_url() -> Result<String, Vec<Fault>> {
    let mut r = Reader { lookup: &|name| std::env::var(name).ok(), faults: Vec::new() };
    let url = r.database("DATABASE_URL");
    if r.faults.is_empty() { Ok(url) } else { Err(r.faults) }
}

/// The folder of the public logs alone: `REPARTO_LOGS_DIR`, or beside `REPARTO_KEYS_DIR`.
///
/// # Errors
/// When neither is set.
pub fn logs_folder() -> Result<PathBuf, Vec<Fault>> {
    let mut r = Reader { lookup: &|name| std::env::var(name).ok(), faults: Vec::new() };
    if let Some(folder) = r.optional("REPARTO_LOGS_DIR") {
        return Ok(folder.into());
    }
    let keys: PathBuf = r.required("REPARTO_KEYS_DIR", "Set it, or REPARTO_LOGS_DIR, or give --logs").into();
    if r.faults.is_empty() { Ok(r.logs(&keys, "").folder) } else { Err(r.faults) }
}

/// `REPARTO_PUBLIC_URL` when it is set, for links that commands print.
pub fn public_url() -> Option<String> {
    std::env::var("REPARTO_PUBLIC_URL").ok().map(|url| url.trim_end_matches('/').to_owned())
}

/// `REPARTO_PG_BIN`: the folder of the Postgres server programs, for private instances.
pub fn postgres_folder() -> Option<PathBuf> {
    std::env::var_os("REPARTO_PG_BIN").map(PathBuf::from)
}

/// `REPARTO_LOG`: the tracing filter.
pub fn log_filter() -> String {
    std::env::var("REPARTO_LOG").unwrap_or_else(|_| "info".to_owned())
}

/// `REPARTO_LOG_FORMAT=text`: readable log lines.
pub fn log_as_text() -> bool {
    std::env::var("REPARTO_LOG_FORMAT").is_ok_and(|format| format == "text")
}

/// The folders that programs are looked for in.
pub fn search_path() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, Vec<Fault>> {
        let map: std::collections::HashMap<String, String> =
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::from_lookup(&|name| map.get(name).cloned())
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let faults = read(&[
            ("DATABASE_URL", "mysql://x"),
            ("REPARTO_LISTEN", "everywhere"),
            ("REPARTO_PUBLIC_URL", "http://vote.example.gov"),
            ("REPARTO_SENDER", "pigeon"),
        ])
        .err()
        .unwrap_or_default();
        let named: Vec<_> = faults.iter().map(|f| f.variable).collect();
        assert_eq!(
            named,
            ["REPARTO_PUBLIC_URL", "REPARTO_KEYS_DIR", "DATABASE_URL", "BOX_DATABASE_URL", "REPARTO_LISTEN", "REPARTO_SENDER"]
        );
    }

    #[test]
    fn a_whole_environment_is_accepted() {
        let config = read(&[
            ("DATABASE_URL", "postgres://a@/civic"),
            ("BOX_DATABASE_URL", "postgres://a@/box"),
            ("REPARTO_PUBLIC_URL", "https://vote.example.gov/"),
            ("REPARTO_KEYS_DIR", "/keys"),
            ("REPARTO_SENDER", "file"),
            ("REPARTO_OUTBOX_DIR", "/out"),
        ]);
        assert_eq!(config.map(|c| c.public_url).ok(), Some("https://vote.example.gov".to_owned()));
    }

    #[test]
    fn mail_in_clear_is_for_this_machine_alone() {
        let faults = read(&[
            ("DATABASE_URL", "postgres://a@/civic"),
            ("BOX_DATABASE_URL", "postgres://a@/box"),
            ("REPARTO_PUBLIC_URL", "https://vote.example.gov"),
            ("REPARTO_KEYS_DIR", "/keys"),
            ("REPARTO_SENDER", "network"),
            ("REPARTO_SMTP_HOST", "mail.example.gov"),
            ("REPARTO_SMTP_FROM", "vote@example.gov"),
            ("REPARTO_SMTP_SECURITY", "none"),
        ])
        .err()
        .unwrap_or_default();
        assert_eq!(faults.iter().map(|f| f.variable).collect::<Vec<_>>(), ["REPARTO_SMTP_SECURITY"]);
    }
}
