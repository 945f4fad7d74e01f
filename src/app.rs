//! The composition root: state, every feature's routes, the order of what stands around a request, and the small
//! routes that belong to no feature.

use std::{rc::Rc, sync::Arc};

use actix_web::{
    App, HttpResponse, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::from_fn,
    web::{self, Data},
};
use maud::html;
use tokio::sync::Notify;

use crate::{
    accounts::{self, PasswordDoor, StaffGate},
    applications,
    ballotbox::{self, CastQueue},
    base::{Access, Clock, Random},
    bodies, booth,
    config::Config,
    counting::{self, OpeningRoom},
    cycles::{self, Gazetteer},
    freeze,
    ideas::{self, SoundShelf},
    outreach,
    platform::{
        Db, State, files,
        jobs::{self, Registry},
        keys::Keys,
        metrics::Metrics,
        senders::{self, Late, SendMessage, Sender},
        ui::Page,
        web::{self as platform_web, Answer, Ctx, Problem, Routes, assets, compress, limits::Limits, routes::GateBox},
    },
    proposals, publication, review, setup, translations,
    transparency::{self, Sequencer},
};

/// What all workers of a server share.
#[derive(Clone)]
pub struct Shared {
    /// Databases, keys, clock, messages, figures.
    pub state: Data<State>,
    limits: Data<Limits>,
    door: Data<PasswordDoor>,
    room: Data<OpeningRoom>,
    gazetteer: Data<Gazetteer>,
    sounds: Data<SoundShelf>,
    /// The line of casts in front of the box.
    pub casts: Data<CastQueue>,
    /// The public logs.
    pub logs: Data<Sequencer>,
}

impl Shared {
    /// Builds everything from a configuration. Nothing is connected yet.
    ///
    /// # Errors
    /// Keys that can't be trusted, a sender or gazetteer that can't be used.
    pub fn new(config: &Config, demo: bool, clock: Clock) -> anyhow::Result<Self> {
        let random = Random::default();
        let gazetteer = match &config.gazetteer {
            Some(path) => Gazetteer::parse(&std::fs::read_to_string(path)?)?,
            None if demo => Gazetteer::parse(include_str!("../data/sample/gazetteer.json"))?,
            None => Gazetteer::default(),
        };
        let state = State {
            civic: Db::new(&config.civic_url, config.pool_size)?,
            ballot_box: Db::new(&config.box_url, config.pool_size)?,
            keys: Keys::load(&config.keys_dir, &random)?,
            clock,
            random,
            sender: Sender::new(&config.sender)?,
            late: Late::default(),
            job_bell: Arc::new(Notify::new()),
            metrics: Metrics::new()?,
            public_url: config.public_url.clone(),
            help_phone: config.help_phone.clone(),
            demo,
        };
        Ok(Self {
            casts: Data::new(CastQueue::default()),
            logs: Data::new(Sequencer::new(&config.log, &state.keys.log)?),
            state: Data::new(state),
            limits: Data::new(Limits::new(config.posts_per_minute, config.client_address_header.clone())),
            door: Data::new(PasswordDoor::default()),
            room: Data::new(OpeningRoom::default()),
            gazetteer: Data::new(gazetteer),
            sounds: Data::new(SoundShelf::default()),
        })
    }
}

/// Every route of the site.
pub fn routes() -> Routes {
    Routes::default()
        .get_plain("/healthz", Access::Public, healthz)
        .get_plain("/readyz", Access::Public, readyz)
        .get_plain("/static/{name}", Access::Public, assets::serve)
        .get_plain("/files/{name}", Access::Public, file)
        .get_plain("/dev/outbox", Access::Demo, outbox)
        .and(cycles::routes())
        .and(applications::routes())
        .and(ideas::routes())
        .and(setup::routes())
        .and(review::routes())
        .and(translations::routes())
        .and(proposals::routes())
        .and(freeze::routes())
        .and(booth::routes())
        .and(ballotbox::routes())
        .and(publication::routes())
        .and(transparency::routes())
        .and(accounts::routes())
        .and(counting::routes())
        .and(bodies::routes())
        .and(outreach::routes())
}

/// The kinds of job this server works on.
pub fn job_registry() -> Registry {
    Registry::default().with::<SendMessage>().with::<review::SendDigest>()
}

/// The application of one worker.
pub fn build(
    shared: &Shared,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = actix_web::Error,
        InitError = (),
    > + use<>,
> {
    App::new()
        .app_data(shared.state.clone())
        .app_data(shared.limits.clone())
        .app_data(shared.door.clone())
        .app_data(shared.room.clone())
        .app_data(shared.gazetteer.clone())
        .app_data(shared.sounds.clone())
        .app_data(shared.casts.clone())
        .app_data(shared.logs.clone())
        .app_data(Data::new(GateBox(Rc::new(StaffGate))))
        .configure(|config| routes().configure(config))
        .default_service(web::to(nowhere))
        .wrap(from_fn(platform_web::around))
        .wrap(from_fn(compress::pages))
}

async fn nowhere() -> Answer {
    Err(Problem::not_found())
}

/// The process answers. Touches no database.
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// Both databases answer; says which one does not.
async fn readyz(state: Data<State>) -> HttpResponse {
    let (civic, ballot_box) = (state.civic.answers().await, state.ballot_box.answers().await);
    let word = |up| if up { "ok" } else { "away" };
    let status = if civic && ballot_box { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    HttpResponse::build(status).json(serde_json::json!({ "civic": word(civic), "box": word(ballot_box) }))
}

/// A stored picture, sound or attachment. Its name is the hash of its bytes, so it may be kept for ever; an attachment is
/// saved, never shown inside the site.
async fn file(ctx: Ctx) -> Answer {
    let name = ctx.segment("name");
    let hash = hex::decode(name.split('.').next().unwrap_or("")).map_err(|_| Problem::not_found())?;
    let found = ctx.state.civic.read(async |conn| files::find(conn, &hash).await).await?;
    let (media_type, bytes) = found.ok_or_else(Problem::not_found)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(media_type.as_str()).insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if media_type == "application/pdf" {
        answer.insert_header((header::CONTENT_DISPOSITION, "attachment"));
    }
    Ok(answer.body(bytes))
}

/// The demo's messages, newest first.
async fn outbox(ctx: Ctx) -> Answer {
    let heading = ctx.t("outbox-title");
    let messages = ctx.state.sender.outbox().map(|folder| senders::read_latest(folder, 30)).unwrap_or_default();
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("outbox-text")) }
        @if messages.is_empty() { p { (ctx.t("outbox-empty")) } }
        @for message in &messages {
            section.card {
                p { strong { bdi { (message.to) } } " · " (message.at) }
                @for line in message.text.lines() { p dir="auto" lang=(message.lang) { (line) } }
            }
        }
    };
    platform_web::ok(Page::new(&ctx, heading).back(ctx.link("")).render(&body))
}

async fn metrics(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(state.metrics.render())
}

/// Where a server listens.
pub struct Listeners {
    /// The site.
    pub site: Vec<std::net::TcpListener>,
    /// Figures for operators.
    pub metrics: std::net::TcpListener,
}

/// Threads that answer requests.
const WORKERS: usize = 2;

/// A thread in the background gets one of so many shares of the connections.
const BACKGROUND_SHARES: usize = 5;

/// Gives this thread one of `shares` of the connections for itself; where there are too few it uses the shared ones.
fn settle(state: &State, shares: usize) {
    if let Err(error) = state.civic.settle_here(shares).and_then(|()| state.ballot_box.settle_here(shares)) {
        tracing::error!(%error, "a thread has no connections of its own");
    }
}

/// A thread of its own for work that goes on beside requests, so that neither slows the other down.
fn background(name: &'static str, state: &Data<State>, work: impl AsyncFnOnce() + Send + 'static) -> std::io::Result<()> {
    let state = state.clone();
    let run = move || match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            settle(&state, BACKGROUND_SHARES);
            runtime.block_on(work());
        }
        Err(error) => tracing::error!(%error, worker = name, "the worker can't start"),
    };
    std::thread::Builder::new().name(name.to_owned()).spawn(run).map(|_| ())
}

/// Starts the site, the figures, the job worker and the sequencer. The servers end on Ctrl-C or SIGTERM after answering what is under way.
///
/// # Errors
/// When a listener can't be used.
pub fn serve(shared: &Shared, listeners: Listeners) -> anyhow::Result<(Server, Server)> {
    let worker_state = shared.state.clone().into_inner();
    background("jobs", &shared.state, async move || jobs::work(worker_state, job_registry()).await)?;
    let (logs, logs_state) = (shared.logs.clone().into_inner(), shared.state.clone().into_inner());
    background("sequencer", &shared.state, async move || logs.work(logs_state).await)?;
    let (casts, casts_state) = (shared.casts.clone().into_inner(), shared.state.clone().into_inner());
    background("casts", &shared.state, async move || casts.work(casts_state).await)?;
    let for_site = shared.clone();
    let mut site = HttpServer::new(move || {
        settle(&for_site.state, WORKERS);
        build(&for_site)
    })
    .workers(WORKERS)
    .shutdown_timeout(10);
    for listener in listeners.site {
        site = site.listen(listener)?;
    }
    let for_metrics = shared.state.clone();
    let figures = HttpServer::new(move || App::new().app_data(for_metrics.clone()).route("/metrics", web::get().to(metrics)))
        .workers(1)
        .disable_signals()
        .listen(listeners.metrics)?;
    Ok((site.run(), figures.run()))
}
