//! Messages really leave: an SMTP conversation and an HTTP gateway, both on this machine, and a queue that tries again.

use std::sync::{Arc, Mutex};

use reparto::{
    app,
    base::Secret,
    config::{SenderConfig, SmsConfig, SmtpConfig, SmtpSecurity},
    platform::{
        jobs,
        senders::{Channel, Message, SendMessage},
    },
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use crate::support::{TestApp, world::World};

/// A mail relay that speaks SMTP and keeps what it is given; it refuses the first `refuse` mails with a temporary fault.
async fn relay(refuse: usize) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mails = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&mails);
    tokio::spawn(async move {
        let mut refused = 0;
        while let Ok((socket, _)) = listener.accept().await {
            let (reading, mut writing) = socket.into_split();
            let mut lines = BufReader::new(reading).lines();
            writing.write_all(b"220 relay\r\n").await.unwrap();
            let mut mail: Option<String> = None;
            while let Ok(Some(line)) = lines.next_line().await {
                let answer: &[u8] = match (&mut mail, line.as_str()) {
                    (Some(text), ".") => {
                        kept.lock().unwrap().push(std::mem::take(text));
                        mail = None;
                        b"250 kept\r\n"
                    }
                    (Some(text), line) => {
                        text.push_str(line);
                        text.push('\n');
                        continue;
                    }
                    (None, line) if line.starts_with("EHLO") => b"250-relay\r\n250 8BITMIME\r\n",
                    (None, line) if line.starts_with("RCPT") && refused < refuse => {
                        refused += 1;
                        b"451 try again later\r\n"
                    }
                    (None, "DATA") => {
                        mail = Some(String::new());
                        b"354 go on\r\n"
                    }
                    (None, "QUIT") => {
                        let _ = writing.write_all(b"221 bye\r\n").await;
                        break;
                    }
                    _ => b"250 fine\r\n",
                };
                writing.write_all(answer).await.unwrap();
            }
        }
    });
    (port, mails)
}

/// A text gateway that keeps the requests it is given.
async fn gateway() -> (u16, Arc<Mutex<Vec<String>>>) {
    gateway_at(0).await
}

async fn gateway_at(port: u16) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut text = Vec::new();
            let mut chunk = [0; 4096];
            while let Ok(n) = socket.read(&mut chunk).await {
                text.extend_from_slice(&chunk[..n]);
                if n == 0 || text.ends_with(b"}") {
                    break;
                }
            }
            kept.lock().unwrap().push(String::from_utf8_lossy(&text).into_owned());
            let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
        }
    });
    (port, requests)
}

async fn application(mail_port: u16, text_port: u16) -> TestApp {
    TestApp::with(
        |config| {
            let smtp = SmtpConfig {
                host: "127.0.0.1".to_owned(),
                port: mail_port,
                security: SmtpSecurity::None,
                login: None,
                from: "vote@example.gov".to_owned(),
            };
            let sms = SmsConfig { url: format!("http://127.0.0.1:{text_port}/send"), token: Secret::new("a-token".to_owned()) };
            config.sender = SenderConfig::Network { smtp: Some(smtp), sms: Some(sms) };
        },
        reparto::base::Clock::fixed(reparto::base::Clock::System.now()),
    )
    .await
}

fn message(channel: Channel, to: &str) -> Message {
    Message {
        to: to.to_owned(),
        channel,
        lang: "es".to_owned(),
        subject: "Su código para votar".to_owned(),
        text: "482913 es su código".to_owned(),
        at: String::new(),
    }
}

async fn queue(app: &TestApp, message: Message) {
    let (state, env) = (app.state(), app.state().env());
    let job = SendMessage(message);
    state.civic.write("queue", async |conn| jobs::enqueue(conn, &env, &state.keys.contact, &job).await).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_leaves_by_mail_and_by_text_and_a_busy_relay_is_tried_again() {
    let (mail_port, mails) = relay(1).await;
    let (text_port, texts) = gateway().await;
    let app = application(mail_port, text_port).await;
    queue(&app, message(Channel::Email, "resident@example.org")).await;
    queue(&app, message(Channel::Text, "+12135550123")).await;
    let registry = app::job_registry();
    for _ in 0..100 {
        jobs::drain(&app.state(), &registry).await.unwrap();
        if texts.lock().unwrap().len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(mails.lock().unwrap().len(), 0, "the relay was busy");
    let troubles = app.state().civic.read(async |conn| jobs::troubles(conn).await).await.unwrap();
    assert!(troubles.iter().all(|t| !t.last_error.contains("resident@")), "an error never repeats the address");
    assert_eq!(troubles.len(), 1);
    app.clock.set(app.clock.now() + chrono::Duration::seconds(10));
    for _ in 0..100 {
        jobs::drain(&app.state(), &registry).await.unwrap();
        if mails.lock().unwrap().len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let mail = mails.lock().unwrap().first().cloned().unwrap_or_default();
    assert!(mail.contains("To: resident@example.org") && mail.contains("482913"), "{mail}");
    let text = texts.lock().unwrap().first().cloned().unwrap_or_default();
    assert!(text.contains("Bearer a-token") && text.contains("+12135550123") && text.contains("482913"), "{text}");
    let left = app.state().civic.read(async |conn| jobs::troubles(conn).await).await.unwrap();
    assert_eq!(left.len(), 0, "sent messages leave the queue");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_is_gone_is_shown_to_staff_and_does_not_stop_other_messages() {
    let (text_port, texts) = gateway().await;
    let app = application(9, text_port).await;
    queue(&app, message(Channel::Email, "resident@example.org")).await;
    queue(&app, message(Channel::Text, "+12135550123")).await;
    for _ in 0..100 {
        jobs::drain(&app.state(), &app::job_registry()).await.unwrap();
        if texts.lock().unwrap().len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(texts.lock().unwrap().len(), 1);
    let troubles = app.state().civic.read(async |conn| jobs::troubles(conn).await).await.unwrap();
    assert_eq!(troubles.len(), 1);
}

/// T55: the text gateway is away. Residents read that texts are late and what else there is, until one leaves again.
#[tokio::test(flavor = "multi_thread")]
async fn residents_are_told_that_texts_are_late_and_can_vote_another_way() {
    let (mail_port, mails) = relay(0).await;
    // A port that nobody listens on, until the gateway comes back.
    let text_port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let world = World::in_app(application(mail_port, text_port).await).await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let is_late = async |page: &str| visitor.open(page).await.body.contains("Text messages are late");
    let (phone, mail) = ("/en/vote/BOY/verify", "/en/vote/BOY/verify/email");
    assert!(!is_late(phone).await);
    let form = visitor.open(phone).await.page().form("phone-form").fill("phone", "2135551801");
    visitor.go(&form).await;
    let registry = app::job_registry();
    let work = async || jobs::drain(&world.app.state(), &registry).await.unwrap();
    for _ in 0..200 {
        work().await;
        if is_late(phone).await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(
        is_late(phone).await
            && is_late("/en/vote/BOY/code").await
            && is_late("/en/vote/BOY/code/help").await
            && !is_late(mail).await
    );

    // By e-mail the same ballot is cast. Codes are not asked for in one breath.
    world.app.clock.set(world.app.clock.now() + chrono::Duration::seconds(120));
    let form = visitor.open(mail).await.page().form("email-form").fill("email", "resident@example.org");
    let code_page = visitor.go(&form).await;
    assert!(!code_page.body.contains("late now"));
    let code = loop {
        work().await;
        let mail = mails.lock().unwrap().pop().unwrap_or_default();
        let body = mail.split_once("\n\n").map_or("", |(_, body)| body);
        if let Some(code) = body.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6) {
            break code.to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let receipt = visitor.go(&code_page.page().form("cast-form").fill("code", &code)).await;
    assert_eq!(receipt.page().count(".panel"), 1, "{}", receipt.heading());

    let (_, texts) = gateway_at(text_port).await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    world.app.clock.set(world.app.clock.now() + chrono::Duration::seconds(10));
    for _ in 0..200 {
        work().await;
        if texts.lock().unwrap().len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(!visitor.open(phone).await.body.contains("late now"), "the text that waited has left");
}
