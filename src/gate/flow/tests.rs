use super::*;
use edgeward_core::secret::Secret;

const NOW: u64 = 1_700_000_000;
const ORIGIN: &str = "https://gate.example";

fn keys() -> KeyRing {
    KeyRing::new(&[Secret::new("k".repeat(32))]).unwrap()
}

fn flow(number: u8, created_at: u64) -> Flow {
    Flow {
        state: State::from_random([number; 32]),
        nonce: Nonce::from_random([100; 32]),
        code_verifier: CodeVerifier::from_random([101; 32]),
        return_to: ReturnTarget::parse("/me?x=1").unwrap(),
        issuer: "https://id.example".into(),
        redirect_uri: "https://gate.example/auth/callback".into(),
        created_at,
    }
}

fn state(number: u8) -> String {
    State::from_random([number; 32]).expose().to_owned()
}

fn set(flow: &Flow) -> SetCookie {
    flow.seal(&keys(), ORIGIN, SameSite::Lax, [7; 24]).unwrap()
}

fn pair(cookie: &SetCookie) -> String {
    cookie.as_str().split(';').next().unwrap().to_owned()
}

fn header(flows: &[Flow]) -> String {
    flows
        .iter()
        .map(|flow| pair(&set(flow)))
        .collect::<Vec<_>>()
        .join("; ")
}

fn open(header: &str, state: &str, now: u64) -> Option<Flow> {
    Flow::open(
        &keys(),
        ORIGIN,
        &Cookies::parse([header]).unwrap(),
        state,
        now,
    )
}

fn surplus(header: &str, now: u64) -> Vec<CookieName> {
    let cookies = Cookies::parse([header]).unwrap();
    let mut names: Vec<_> = surplus_flows(&keys(), ORIGIN, &cookies, SameSite::Lax, now)
        .iter()
        .inspect(|cookie| assert!(cookie.as_str().contains("=; Max-Age=0; ")))
        .map(|cookie| cookie.name().clone())
        .collect();
    names.sort();
    names
}

fn names(numbers: impl IntoIterator<Item = u8>) -> Vec<CookieName> {
    let mut names: Vec<_> = numbers
        .into_iter()
        .map(|number| CookieName::flow(&state(number)))
        .collect();
    names.sort();
    names
}

#[test]
fn a_flow_is_found_again_by_its_state() {
    let found = open(&header(&[flow(1, NOW)]), &state(1), NOW).unwrap();
    assert!(found.state.is(&state(1)));
    assert_eq!(found.nonce.expose(), flow(1, NOW).nonce.expose());
    assert_eq!(
        found.code_verifier.expose(),
        flow(1, NOW).code_verifier.expose()
    );
    assert_eq!(found.return_to, flow(1, NOW).return_to);
    assert_eq!(found.issuer, "https://id.example");
    assert_eq!(found.redirect_uri, "https://gate.example/auth/callback");
    assert_eq!(found.created_at, NOW);
}

#[test]
fn a_flow_lives_for_ten_minutes() {
    let header = header(&[flow(1, NOW)]);
    assert!(open(&header, &state(1), NOW + 599).is_some());
    assert!(open(&header, &state(1), NOW + 600).is_none());
    assert!(set(&flow(1, NOW)).as_str().contains("; Max-Age=600; "));
}

#[test]
fn twelve_parallel_flows_are_all_found() {
    let flows: Vec<_> = (0..12).map(|number| flow(number, NOW)).collect();
    let header = header(&flows);
    for number in 0..12 {
        assert!(open(&header, &state(number), NOW).is_some(), "{number}");
    }
    assert!(open(&header, &state(12), NOW).is_none());
}

#[test]
fn a_posted_answer_needs_a_cookie_that_other_sites_send() {
    let posted = flow(1, NOW)
        .seal(&keys(), ORIGIN, SameSite::None, [7; 24])
        .unwrap();
    assert!(
        posted
            .as_str()
            .ends_with("; Secure; HttpOnly; SameSite=None")
    );
    assert!(
        set(&flow(1, NOW))
            .as_str()
            .ends_with("; Secure; HttpOnly; SameSite=Lax")
    );
}

#[test]
fn a_flow_of_another_origin_or_key_is_not_found() {
    let header = header(&[flow(1, NOW)]);
    let cookies = Cookies::parse([header.as_str()]).unwrap();
    let other = KeyRing::new(&[Secret::new("o".repeat(32))]).unwrap();
    let state = state(1);
    assert!(Flow::open(&keys(), ORIGIN, &cookies, &state, NOW).is_some());
    assert!(Flow::open(&keys(), "https://other.example", &cookies, &state, NOW).is_none());
    assert!(Flow::open(&other, ORIGIN, &cookies, &state, NOW).is_none());
}

#[test]
fn a_flow_under_the_name_of_another_is_not_found() {
    let stolen = pair(&set(&flow(2, NOW)));
    let value = stolen.split_once('=').unwrap().1;
    let tossed = format!("{}={value}", CookieName::flow(&state(1)));
    assert!(open(&tossed, &state(1), NOW).is_none());
    assert!(open(&tossed, &state(2), NOW).is_none());
}

#[test]
fn a_flow_that_was_sealed_for_the_name_of_another_state_is_not_found() {
    let name = CookieName::flow(&state(1));
    let context = Context {
        name: name.as_str(),
        origin: ORIGIN,
    };
    let record = flow(2, NOW).record();
    let text = keys()
        .seal(CookieKind::Flow, context, &record, NOW + 60, [7; 24])
        .unwrap();
    assert!(open(&format!("{name}={text}"), &state(1), NOW).is_none());
}

#[test]
fn a_flow_that_is_there_twice_is_not_found() {
    let once = header(&[flow(1, NOW)]);
    assert!(open(&format!("{once}; {once}"), &state(1), NOW).is_none());
}

#[test]
fn clearing_names_the_same_cookie() {
    let cleared = Flow::clear(&state(1), SameSite::None);
    assert_eq!(cleared.name(), set(&flow(1, NOW)).name());
    assert!(
        cleared
            .as_str()
            .ends_with("; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None")
    );
}

#[test]
fn the_longest_return_target_fits_and_an_absurd_issuer_does_not() {
    let long = ReturnTarget::parse(&format!("/{}", "a".repeat(1023))).unwrap();
    let mut flow = Flow {
        return_to: long,
        ..flow(1, NOW)
    };
    assert!(flow.seal(&keys(), ORIGIN, SameSite::None, [7; 24]).is_ok());
    flow.issuer = "i".repeat(4096);
    let refused = flow.seal(&keys(), ORIGIN, SameSite::None, [7; 24]);
    assert_eq!(refused.unwrap_err(), CookieError::CookieTooLarge);
}

#[test]
fn a_twelfth_flow_has_room_and_for_a_thirteenth_the_oldest_goes() {
    let eleven: Vec<_> = (0..11)
        .map(|number| flow(number, NOW + u64::from(number)))
        .collect();
    assert_eq!(surplus(&header(&eleven), NOW + 20), []);
    let mut more = eleven;
    more.push(flow(20, NOW - 1));
    assert_eq!(surplus(&header(&more), NOW + 20), names([20]));
    more.push(flow(21, NOW - 2));
    more.push(flow(22, NOW + 19));
    assert_eq!(surplus(&header(&more), NOW + 20), names([0, 20, 21]));
}

#[test]
fn what_does_not_open_goes_before_what_is_old() {
    let mut flows: Vec<_> = (0..11).map(|number| flow(number, NOW)).collect();
    flows.push(flow(20, NOW - 600));
    assert_eq!(surplus(&header(&flows), NOW), names([20]));
    let junk = format!("{}=junk; {}", CookieName::flow(&state(30)), header(&flows));
    assert_eq!(surplus(&junk, NOW), names([20, 30]));
}

#[test]
fn a_name_that_no_flow_has_is_never_cleared() {
    let flows: Vec<_> = (0..12).map(|number| flow(number, NOW)).collect();
    let header = format!(
        "__Host-edgeward-flow-x=1; __Host-edgeward-flow-=2; {}",
        header(&flows)
    );
    assert_eq!(surplus(&header, NOW).len(), 1);
}

#[test]
fn large_flows_are_fewer_so_that_the_cookie_header_stays_readable() {
    let long = ReturnTarget::parse(&format!("/{}", "a".repeat(1023))).unwrap();
    let flows: Vec<_> = (0..11)
        .map(|number| Flow {
            return_to: long.clone(),
            ..flow(number, NOW)
        })
        .collect();
    let header = header(&flows);
    let cleared = surplus(&header, NOW);
    let left = header
        .split("; ")
        .filter(|pair| !cleared.iter().any(|name| pair.starts_with(name.as_str())));
    let bytes: usize = left.map(str::len).sum();
    assert!((8 * 1024..=12 * 1024).contains(&bytes), "{bytes}");
}

#[test]
fn debug_shows_no_secret() {
    let flow = flow(1, NOW);
    let shown = format!("{flow:?}");
    for secret in [
        flow.state.expose(),
        flow.nonce.expose(),
        flow.code_verifier.expose(),
    ] {
        assert!(!shown.contains(secret));
    }
}
