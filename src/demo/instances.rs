//! The demo's two private Postgres instances, migrated, each with a login that owns nothing.

use std::path::Path;

use crate::platform::{
    migrations::{self, Which},
    private_postgres::{PrivatePostgres, Settings},
};

/// Two running instances and the addresses the server uses.
pub struct Instances {
    civic: PrivatePostgres,
    ballot_box: PrivatePostgres,
    /// Address for the server: a login that may only take on the server's role.
    pub civic_url: String,
    /// The same for the box.
    pub box_url: String,
    /// Address with all rights, for migrations and imports by the operator.
    pub civic_owner_url: String,
}

const DATABASE: &str = "reparto";
const LOGIN: &str = "server";

async fn set_up(instance: &PrivatePostgres, which: Which) -> anyhow::Result<(String, String)> {
    let maintenance = instance.url("postgres", "postgres");
    if migrations::execute(&instance.url("postgres", DATABASE), &["SELECT 1"]).await.is_err() {
        migrations::execute(&maintenance, &[&format!("CREATE DATABASE {DATABASE}")]).await?;
    }
    let owner = instance.url("postgres", DATABASE);
    migrations::run(which, &owner).await?;
    let role = match which {
        Which::Civic => "reparto_civic",
        Which::Box => "reparto_box",
    };
    let login = format!(
        "DO $$ BEGIN CREATE ROLE {LOGIN} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT {role} TO {LOGIN}"
    );
    migrations::execute(&owner, &[&login]).await?;
    Ok((instance.url(LOGIN, DATABASE), owner))
}

fn start(folder: &Path, name: &str) -> anyhow::Result<PrivatePostgres> {
    PrivatePostgres::start(&Settings { folder: folder.join(name), durable: true, detached: false })
}

impl Instances {
    /// Starts both and brings them up to date.
    ///
    /// # Errors
    /// As [`PrivatePostgres::start`]; a refused migration.
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        let civic = start(folder, "civic")?;
        let ballot_box = start(folder, "box")?;
        let (civic_url, civic_owner_url) = set_up(&civic, Which::Civic).await?;
        let (box_url, _) = set_up(&ballot_box, Which::Box).await?;
        Ok(Self { civic, ballot_box, civic_url, box_url, civic_owner_url })
    }

    /// Stops both cleanly.
    pub fn stop(&mut self) {
        self.civic.stop();
        self.ballot_box.stop();
    }
}
