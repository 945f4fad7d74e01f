//! argon2id behind a bounded queue: at most one hash for each core at a time, a short line, a deadline. Signing in can
//! then never starve voting. Parameters: OWASP's m = 19 MiB, t = 2, p = 1.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{Salt, SaltString},
};
use tokio::sync::Semaphore;

use crate::base::{Random, Secret};

const LINE: usize = 32;
const DEADLINE: Duration = Duration::from_secs(8);

/// Why a password could not be worked on.
#[derive(Debug, thiserror::Error)]
pub enum PasswordDoorError {
    /// Too many people are signing in.
    #[error("the line of people signing in is full")]
    Busy,
    /// The hasher itself failed.
    #[error("password hashing failed")]
    Failed,
}

/// The queue.
#[derive(Clone)]
pub struct PasswordDoor {
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Default for PasswordDoor {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self { working: Arc::new(Semaphore::new(cores)), waiting: Arc::new(Semaphore::new(LINE)) }
    }
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None).unwrap_or_default())
}

impl PasswordDoor {
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PasswordDoorError> {
        let _place = self.waiting.try_acquire().map_err(|_| PasswordDoorError::Busy)?;
        let turn = tokio::time::timeout(DEADLINE, self.working.acquire()).await;
        let _turn = turn.map_err(|_| PasswordDoorError::Busy)?.map_err(|_| PasswordDoorError::Failed)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| PasswordDoorError::Failed)
    }

    /// Hashes a new password into PHC form.
    ///
    /// # Errors
    /// `PasswordDoorError`.
    pub async fn hash(&self, password: Secret<String>, random: &Random) -> Result<String, PasswordDoorError> {
        let salt = SaltString::encode_b64(&random.bytes::<16>()).map_err(|_| PasswordDoorError::Failed)?;
        self.run(move || hasher().hash_password(password.reveal().as_bytes(), Salt::from(&salt)).map(|h| h.to_string()))
            .await?
            .map_err(|_| PasswordDoorError::Failed)
    }

    /// Compares a password with a stored hash. Without a stored hash the same work is done, so that time does not tell
    /// whether the account exists.
    ///
    /// # Errors
    /// `PasswordDoorError`.
    pub async fn fits(&self, password: Secret<String>, stored: Option<String>) -> Result<bool, PasswordDoorError> {
        self.run(move || {
            let known = stored.is_some();
            let stand_in = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
            let text = stored.unwrap_or_else(|| stand_in.to_owned());
            let right =
                PasswordHash::new(&text).is_ok_and(|hash| hasher().verify_password(password.reveal().as_bytes(), &hash).is_ok());
            right && known
        })
        .await
    }
}
