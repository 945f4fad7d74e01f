//! The witness over HTTP: `POST /add-checkpoint`, `GET /<origin hash>/checkpoint`, and a plain page at `/`.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{App, HttpResponse, HttpServer, web};
use ledger::cosignature::WitnessKey;
use ledger::witness::{AddCheckpoint, MAX_BODY, Refusal, SIZE_TYPE, encode_cosignatures};
use ledger::{NoteSignature, VerifierKey};

use crate::clock::{self, Clock};
use crate::page;
use crate::store::{Refused, Store, StoreFault};

const TEXT: &str = "text/plain; charset=utf-8";
/// A request whose head or body takes longer is dropped.
const PATIENCE: Duration = Duration::from_secs(10);
/// Requests under way at a stop have this many seconds.
const STOP_SECONDS: u64 = 5;
const MAX_CONNECTIONS: usize = 256;

/// What a witness needs.
pub struct Config {
    /// Its secret key, with its name.
    pub key: WitnessKey,
    /// Keys of the logs it watches.
    pub logs: Vec<VerifierKey>,
    /// Folder of its state, for this process alone.
    pub state: PathBuf,
    /// Checkpoints with its own cosignature that the state must not be behind; see [`Store::recall`].
    pub cosigned: Vec<String>,
    /// Where it takes the time of its cosignatures from.
    pub clock: Clock,
    /// Whether SIGINT and SIGTERM stop it; for programs, not for use inside another one.
    pub signals: bool,
}

impl Config {
    /// A witness of these logs that uses the machine's clock and leaves signals alone.
    pub fn new(key: WitnessKey, logs: Vec<VerifierKey>, state: impl Into<PathBuf>) -> Self {
        Self { key, logs, state: state.into(), cosigned: Vec::new(), clock: clock::system(), signals: false }
    }
}

/// Why the witness does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeFault {
    /// The state cannot be used.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The listener failed.
    #[error("the listener failed: {0}")]
    Listen(#[from] io::Error),
}

/// A witness on a thread of its own. Dropping it leaves it running; [`Running::stop`] ends it.
pub struct Running {
    address: SocketAddr,
    handle: ServerHandle,
    thread: JoinHandle<io::Result<()>>,
    /// Closed when the last worker has let go of the state.
    in_use: Receiver<Infallible>,
}

/// Serves until stopped. Any tokio runtime will do; the server has its own worker threads.
pub async fn serve(listener: TcpListener, config: Config) -> Result<(), ServeFault> {
    let (in_use, _) = channel();
    Ok(prepare(listener, config, in_use)?.await?)
}

/// Serves on this thread until stopped.
pub fn run(listener: TcpListener, config: Config) -> Result<(), ServeFault> {
    actix_web::rt::System::new().block_on(serve(listener, config))
}

/// Serves on a thread of its own. Returns when the state has been opened and connections are accepted.
pub fn spawn(listener: TcpListener, config: Config) -> Result<Running, ServeFault> {
    let address = listener.local_addr()?;
    let (send, receive) = channel();
    let (sender, in_use) = channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            match prepare(listener, config, sender) {
                Ok(server) => {
                    let _ = send.send(Ok(server.handle()));
                    server.await
                }
                Err(fault) => {
                    let _ = send.send(Err(fault));
                    Ok(())
                }
            }
        })
    });
    let handle = receive.recv().map_err(|_| io::Error::other("the witness's thread ended"))??;
    Ok(Running { address, handle, thread, in_use })
}

impl Running {
    /// The submission and monitoring prefix, `http://<address>`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets requests under way finish, then ends the thread and frees the state folder.
    pub fn stop(self) -> io::Result<()> {
        // The command is sent when `stop` is called; its future only waits, which the join does as well.
        drop(self.handle.stop(true));
        self.thread.join().map_err(|_| io::Error::other("the witness's thread panicked"))??;
        match self.in_use.recv_timeout(Duration::from_secs(STOP_SECONDS)) {
            Err(RecvTimeoutError::Disconnected) => Ok(()),
            _ => Err(io::Error::new(io::ErrorKind::TimedOut, "a request still holds the witness's state")),
        }
    }
}

/// Shared by the workers. Fields are dropped in this order: `_in_use` tells that the store is closed.
struct Witness {
    store: Store,
    clock: Clock,
    _in_use: Sender<Infallible>,
}

fn prepare(listener: TcpListener, config: Config, in_use: Sender<Infallible>) -> Result<Server, ServeFault> {
    let store = Store::open(&config.state, config.key, &config.logs)?;
    for note in &config.cosigned {
        store.recall(note)?;
    }
    let shared = web::Data::from(Arc::new(Witness { store, clock: config.clock, _in_use: in_use }));
    let mut server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .route("/", web::get().to(home))
            .route("/add-checkpoint", web::post().to(add_checkpoint))
            .route("/{hash}/checkpoint", web::get().to(latest))
    })
    .workers(2)
    .max_connections(MAX_CONNECTIONS)
    .client_request_timeout(PATIENCE)
    .client_disconnect_timeout(PATIENCE)
    .shutdown_timeout(STOP_SECONDS);
    if !config.signals {
        server = server.disable_signals();
    }
    Ok(server.listen(listener)?.run())
}

async fn add_checkpoint(witness: web::Data<Witness>, body: web::Payload) -> HttpResponse {
    let body = match actix_web::rt::time::timeout(PATIENCE, body.to_bytes_limited(MAX_BODY)).await {
        Ok(Ok(Ok(body))) => body,
        Ok(Ok(Err(_))) => return refused(&Refusal::Malformed),
        Ok(Err(_)) => return plain(StatusCode::PAYLOAD_TOO_LARGE, "the request is too long\n".to_owned()),
        Err(_) => return plain(StatusCode::REQUEST_TIMEOUT, "the request took too long\n".to_owned()),
    };
    // Judging flushes to the disk, so it runs where waiting harms nobody else.
    match web::block(move || witness.add(&body)).await {
        Ok(Ok(line)) => plain(StatusCode::OK, encode_cosignatures(&[line])),
        Ok(Err(Refused::Protocol(refusal))) => refused(&refusal),
        Ok(Err(Refused::Store(fault))) => own_fault(&fault.to_string()),
        Err(error) => own_fault(&error.to_string()),
    }
}

async fn latest(witness: web::Data<Witness>, hash: web::Path<String>) -> HttpResponse {
    match web::block(move || witness.store.latest_by_hash(&hash)).await {
        Ok(Ok(Some(signed))) => plain(StatusCode::OK, signed.note().to_string()),
        Ok(Ok(None)) => plain(StatusCode::NOT_FOUND, "nothing cosigned under this hash\n".to_owned()),
        Ok(Err(fault)) => own_fault(&fault.to_string()),
        Err(error) => own_fault(&error.to_string()),
    }
}

async fn home(witness: web::Data<Witness>) -> HttpResponse {
    match web::block(move || page::text(&witness.store)).await {
        Ok(Ok(text)) => plain(StatusCode::OK, text),
        Ok(Err(fault)) => own_fault(&fault.to_string()),
        Err(error) => own_fault(&error.to_string()),
    }
}

impl Witness {
    fn add(&self, body: &[u8]) -> Result<NoteSignature, Refused> {
        let text = std::str::from_utf8(body).map_err(|_| Refusal::Malformed)?;
        let request: AddCheckpoint = text.parse()?;
        self.store.add(&request, (self.clock)())
    }
}

fn refused(refusal: &Refusal) -> HttpResponse {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match refusal {
        Refusal::Conflict { known } => {
            HttpResponse::build(status).insert_header((CONTENT_TYPE, SIZE_TYPE)).body(format!("{known}\n"))
        }
        other => plain(status, format!("{other}\n")),
    }
}

/// The operator reads the reason; the caller only learns that the witness is not well.
fn own_fault(reason: &str) -> HttpResponse {
    eprintln!("{reason}");
    plain(StatusCode::INTERNAL_SERVER_ERROR, "the witness cannot use its state; nothing was signed\n".to_owned())
}

fn plain(status: StatusCode, body: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, TEXT))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .body(body)
}
