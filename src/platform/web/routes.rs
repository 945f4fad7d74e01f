//! The route table: a route cannot be added without saying who may use it.

use std::rc::Rc;

use actix_web::{
    FromRequest, Handler, HttpRequest, Responder,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    guard::{self, Guard},
    http::Method,
    middleware::{Next, from_fn},
    web::{self, Data, ServiceConfig},
};
use futures_util::future::LocalBoxFuture;

use super::{Problem, problem};
use crate::base::{Access, Lang};

/// Decides whether a request may pass a route that is not public. `accounts` provides it.
pub trait Gate {
    /// Lets the request pass, or says why not.
    fn check<'a>(&'a self, request: &'a HttpRequest, access: Access) -> LocalBoxFuture<'a, Result<(), Problem>>;
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// GET or POST.
    pub method: Method,
    /// Path pattern as actix reads it.
    pub path: String,
    /// Who may use it.
    pub access: Access,
}

type Register = Box<dyn Fn(&mut ServiceConfig)>;

/// Where a route is registered: under a language or not, and the first piece of its path with its slash (`/vote`).
type Shelf = (bool, String);

/// A list of routes, joined from all features by the composition root.
#[derive(Default)]
pub struct Routes {
    entries: Vec<Entry>,
    registers: Vec<(Shelf, Register)>,
}

/// Pattern for the language in front of a path.
fn lang_pattern() -> String {
    let codes: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
    format!("/{{lang:{}}}", codes.join("|"))
}

/// Splits a path after its first piece: `/vote/{zone}` is `/vote` and `/{zone}`; the front page has no first piece.
fn split(path: &str) -> (&str, &str) {
    if path.len() < 2 {
        return ("", path);
    }
    let end = path.char_indices().skip(1).find(|(_, letter)| *letter == '/').map_or(path.len(), |(at, _)| at);
    path.split_at(end)
}

impl Routes {
    /// A page under the language prefix.
    #[must_use]
    pub fn get<F, Args>(self, path: &str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Method::GET, (true, path), access, handler)
    }

    /// A form under the language prefix.
    #[must_use]
    pub fn post<F, Args>(self, path: &str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Method::POST, (true, path), access, handler)
    }

    /// A GET outside the language prefix.
    #[must_use]
    pub fn get_plain<F, Args>(self, path: &str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Method::GET, (false, path), access, handler)
    }

    fn add<F, Args>(mut self, method: Method, (in_language, path): (bool, &str), access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let whole = if in_language { format!("{}{path}", lang_pattern()) } else { path.to_owned() };
        self.entries.push(Entry { method: method.clone(), path: whole, access });
        let (first, rest) = split(path);
        let rest = rest.to_owned();
        let register = move |config: &mut ServiceConfig| {
            let allowed = from_fn(move |request, next| pass(access, request, next));
            let resource = web::resource(rest.as_str()).guard(method_guard(&method)).wrap(allowed).to(handler.clone());
            config.service(resource);
        };
        self.registers.push(((in_language, first.to_owned()), Box::new(register)));
        self
    }

    /// Joins another list.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.entries.extend(other.entries);
        self.registers.extend(other.registers);
        self
    }

    /// The table, for the access test and the documents.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Registers every route, shelf by shelf: a request compares the few first pieces of paths as plain text, and only then
    /// the patterns on one shelf. In one list it would try hundreds of patterns, one after the other.
    pub fn configure(self, config: &mut ServiceConfig) {
        for lang in Lang::ALL {
            let shelves = |within: &mut ServiceConfig| self.put_up(within, true);
            config.service(web::scope(&format!("/{}", lang.code())).configure(shelves));
        }
        self.put_up(config, false);
    }

    fn put_up(&self, config: &mut ServiceConfig, in_language: bool) {
        let mut shelves: Vec<&str> = Vec::new();
        for ((_, first), _) in self.registers.iter().filter(|((within, _), _)| *within == in_language) {
            if !shelves.contains(&first.as_str()) {
                shelves.push(first);
            }
        }
        for first in shelves {
            let here = self.registers.iter().filter(|((within, piece), _)| *within == in_language && piece == first);
            let fill = |within: &mut ServiceConfig| here.for_each(|(_, register)| register(within));
            // A scope without a piece would take every path.
            if first.is_empty() {
                fill(config);
            } else {
                config.service(web::scope(first).configure(fill));
            }
        }
    }
}

/// Browsers ask HEAD of what they may GET.
fn method_guard(method: &Method) -> impl Guard + use<> {
    let wanted = method.clone();
    guard::fn_guard(move |context| {
        let asked = &context.head().method;
        asked == wanted || (wanted == Method::GET && asked == Method::HEAD)
    })
}

async fn pass(
    access: Access,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if access != Access::Public {
        let gate = request.app_data::<Data<GateBox>>().map(|data| Rc::clone(&data.0));
        let seen = request.request().clone();
        let allowed = match gate {
            Some(gate) => gate.check(&seen, access).await,
            None => Err(Problem::forbidden()),
        };
        drop(seen);
        if let Err(problem) = allowed {
            return Ok(request.into_response(problem::plain(&problem)));
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// The gate as application data of one worker.
pub struct GateBox(pub Rc<dyn Gate>);
