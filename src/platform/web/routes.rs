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

type Register = Box<dyn FnOnce(&mut ServiceConfig)>;

/// A list of routes, joined from all features by the composition root.
#[derive(Default)]
pub struct Routes {
    entries: Vec<Entry>,
    registers: Vec<Register>,
}

/// Pattern for the language in front of a path.
fn lang_pattern() -> String {
    let codes: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
    format!("/{{lang:{}}}", codes.join("|"))
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
        self.add(Method::GET, format!("{}{path}", lang_pattern()), access, handler)
    }

    /// A form under the language prefix.
    #[must_use]
    pub fn post<F, Args>(self, path: &str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Method::POST, format!("{}{path}", lang_pattern()), access, handler)
    }

    /// A GET outside the language prefix.
    #[must_use]
    pub fn get_plain<F, Args>(self, path: &str, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Method::GET, path.to_owned(), access, handler)
    }

    fn add<F, Args>(mut self, method: Method, path: String, access: Access, handler: F) -> Self
    where
        F: Handler<Args> + Clone,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.entries.push(Entry { method: method.clone(), path: path.clone(), access });
        self.registers.push(Box::new(move |config: &mut ServiceConfig| {
            let allowed = from_fn(move |request, next| pass(access, request, next));
            let resource = web::resource(path).guard(method_guard(&method)).wrap(allowed).to(handler);
            config.service(resource);
        }));
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

    /// Registers every route.
    pub fn configure(self, config: &mut ServiceConfig) {
        for register in self.registers {
            register(config);
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
