//! The session of a single-page app. It decides; TypeScript's `BrowserSession` touches the page.
//!
//! Tokens live in here, and cross for three purposes only: the access token to whoever is to call an
//! API, and the whole session, as one text, to the other tabs and into the tab's own storage. What
//! comes from there is read strictly, as everything is that comes from outside.

mod change;
mod ended;
mod flow;
mod members;
mod record;
mod renewal;
mod settings;
mod sign_in;
mod sign_out;
mod tabs;
mod tokens;

use std::cell::RefCell;
use std::rc::Rc;

use edgeward::Client;
use edgeward_core::json::{Object, Value};
use wasm_bindgen::prelude::*;

use crate::argument::Arguments;
use crate::error::Failure;
use crate::host::{HostObject, NpmHost, seams};
use crate::options;
use crate::relying_party::outcome;
use crate::start::{Answer, start};
use ended::Ended;
use record::Record;
use settings::Settings;

/// A person's session in one tab.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session(Rc<Shared>);

/// What calls that wait hold on to.
#[derive(Debug)]
struct Shared {
    client: Client<NpmHost>,
    settings: Settings,
    state: RefCell<State>,
}

/// Whose session it is now. It is never borrowed across a wait: meanwhile everything may change.
#[derive(Debug, Default)]
struct State {
    current: Option<Rc<Record>>,
    /// Signed out here already, but not at the provider.
    leaving: Option<Rc<Record>>,
    /// What is over. What another tab says of that comes too late.
    ended: Ended,
}

#[wasm_bindgen]
impl Session {
    /// A session without anybody. `options` are those of a relying party, `settings` are the
    /// session's own, both JSON objects.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, settings: &str, host: &HostObject) -> Result<Session, JsValue> {
        let options = options::parse(options, None)?;
        let settings = Settings::parse(settings, options.http)?;
        let client = Client::new(seams(host), options);
        client.client_id().map_err(Failure::from)?;
        let state = RefCell::default();
        Ok(Self(Rc::new(Shared {
            client,
            settings,
            state,
        })))
    }

    /// Answers a call by its name; its arguments are a JSON object.
    pub fn call(&self, name: String, arguments: String) -> Answer {
        let shared = Rc::clone(&self.0);
        start(Box::pin(async move {
            outcome(match Arguments::parse(&arguments) {
                Ok(arguments) => shared.answer(&name, &arguments).await,
                Err(failure) => Err(failure),
            })
        }))
    }
}

impl Shared {
    async fn answer(&self, name: &str, arguments: &Arguments) -> Result<Value, Failure> {
        match name {
            "access" => self.access(arguments),
            "begin" => self.begin(arguments).await,
            "behind" => Ok(self.is_behind(arguments).into()),
            "end" => Ok(self.sign_out()),
            "expire" => self.expire(),
            "finish" => self.finish(arguments).await,
            "hear" => Ok(self.hear(arguments)),
            "leave" => self.leave(arguments).await,
            "names" => self.names(),
            "renew" => self.renew().await,
            _ => Err(Failure::argument("name", &"is no call")),
        }
    }

    /// What tabs of the same session share, and the question that they answer each other.
    fn names(&self) -> Result<Value, Failure> {
        let mut object = Object::new();
        object.insert("name", format!("edgeward {}", self.owner()?));
        object.insert("ask", tabs::ask());
        Ok(object.into())
    }

    /// The issuer and the client: another one's session is none of ours.
    fn owner(&self) -> Result<String, Failure> {
        let issuer = self.client.options().issuer.as_str();
        Ok(format!("{issuer} {}", self.client.client_id()?))
    }
}
