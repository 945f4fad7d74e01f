//! Counters and durations for operators, without any label that could name a person, a zone's choice or an address.

use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder};

/// The server's figures.
pub struct Metrics {
    registry: Registry,
    /// Seconds for each answer, by method and status class.
    pub answers: HistogramVec,
    /// Casts by outcome (`taken`, `refused`, `unknown_pass`, `database`); never by zone or proposal. Many unknown passes are
    /// somebody who guesses: alarm on their rate.
    pub casts: IntCounterVec,
    /// Jobs by kind and outcome.
    pub jobs: IntCounterVec,
    /// Entries of each public log.
    pub log_entries: IntGaugeVec,
    /// 1 when a log is stopped because the database is not what was signed; 0 otherwise. Alarm on it.
    pub log_stopped: IntGaugeVec,
}

impl Metrics {
    /// A fresh registry.
    ///
    /// # Errors
    /// When a name is registered twice.
    pub fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let answers = HistogramVec::new(
            HistogramOpts::new("reparto_http_answer_seconds", "Seconds until an answer was ready"),
            &["method", "class"],
        )?;
        let casts = IntCounterVec::new(Opts::new("reparto_casts_total", "Casts by outcome"), &["outcome"])?;
        let jobs = IntCounterVec::new(Opts::new("reparto_jobs_total", "Jobs by kind and outcome"), &["kind", "outcome"])?;
        let log_entries = IntGaugeVec::new(Opts::new("reparto_log_entries", "Entries of each public log"), &["log"])?;
        let log_stopped = IntGaugeVec::new(Opts::new("reparto_log_stopped", "1 when a log is stopped: alarm"), &["log"])?;
        registry.register(Box::new(answers.clone()))?;
        registry.register(Box::new(casts.clone()))?;
        registry.register(Box::new(jobs.clone()))?;
        registry.register(Box::new(log_entries.clone()))?;
        registry.register(Box::new(log_stopped.clone()))?;
        Ok(Self { registry, answers, casts, jobs, log_entries, log_stopped })
    }

    /// The figures in Prometheus text form.
    pub fn render(&self) -> String {
        let mut out = Vec::new();
        if TextEncoder::new().encode(&self.registry.gather(), &mut out).is_err() {
            return String::new();
        }
        String::from_utf8(out).unwrap_or_default()
    }
}
