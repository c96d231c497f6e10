// Every code that an error can have, as the Rust code lists them. The test `tests/codes.rs` writes
// this file.

/** Why a token is refused. */
export type TokenCode =
  /** The token, its header or its signature is too long. */
  | 'token_too_long'
  /** Not three segments (RFC 7515 §7.1); JSON serializations and everything else. */
  | 'token_not_compact_jws'
  /** Five segments: a JWE. Encrypted tokens are not accepted, whatever they wrap. */
  | 'token_encrypted'
  /** A segment that is not strict base64url (RFC 7515 §2: no padding, no line breaks). */
  | 'token_base64url_invalid'
  /** A segment that is not strict JSON, or not a JSON object. */
  | 'token_json_invalid'
  /** `alg` is missing or not a string. */
  | 'token_alg_missing'
  /** `alg` names nothing that edgeward verifies; `none` in any letter case is here. */
  | 'token_alg_unsupported'
  /** `alg` is known, but not allowed by the configuration. */
  | 'token_alg_not_allowed'
  /**
   * The header has a parameter that changes how the token must be read, and that edgeward does not
   * read: `crit`, `b64`, `zip`, `enc` (RFC 7515 §4.1.11, RFC 7797, RFC 7516).
   */
  | 'token_header_forbidden'
  /** A header parameter of the wrong type or size. */
  | 'token_header_invalid'
  /** No key of the issuer has this `kid` and fits the algorithm. */
  | 'token_key_unknown'
  /** Without a `kid`, more than one key fits: picking one would be a guess. */
  | 'token_key_ambiguous'
  /** The signature does not fit. */
  | 'token_signature_invalid'
  /** `typ` is not what the policy expects (RFC 8725 §3.11). */
  | 'token_typ_mismatch'
  /**
   * A token of another kind than the expected one: an ID Token or a logout token where an access
   * token is needed, or the other way round.
   */
  | 'token_wrong_kind'
  /** A required claim is missing. */
  | 'token_claim_missing'
  /** A claim has the wrong JSON type or is outside its range. */
  | 'token_claim_invalid'
  /** `iss` is not byte for byte the configured issuer. */
  | 'token_issuer_mismatch'
  /** `aud` does not name the expected audience, or an ID Token names one that is not trusted. */
  | 'token_audience_mismatch'
  /** `azp` is missing where it is needed, or is not the client (OIDC Core §3.1.3.7). */
  | 'token_azp_mismatch'
  /** `exp` has passed. */
  | 'token_expired'
  /** `nbf` is still to come. */
  | 'token_not_yet_valid'
  /** `iat` is in the future by more than the tolerance. */
  | 'token_issued_in_the_future'
  /** The sign-in is longer ago than `max_age` allows. */
  | 'token_authentication_too_old'
  /** `nonce` is not the one that this sign-in sent. */
  | 'token_nonce_mismatch'
  /** `at_hash` does not fit the access token. */
  | 'token_at_hash_mismatch'
  /** `sub` differs from the one it must equal (userinfo, a refreshed ID Token). */
  | 'token_subject_mismatch';

/** Why the response to a sign-in is refused. */
export type CallbackCode =
  /** The query or the posted form cannot be read. */
  | 'callback_form_invalid'
  /** A parameter is there more than once (RFC 6749 §3.1). */
  | 'callback_parameter_duplicate'
  /** A token, or a response as a token, in the front channel. Only a code was asked for. */
  | 'callback_front_channel_token'
  /** `state` is missing. */
  | 'callback_state_missing'
  /** `state` is not the one of this browser's sign-in. */
  | 'callback_state_mismatch'
  /** `iss` is missing, though the provider's metadata promises it (RFC 9207 §2.4). */
  | 'callback_issuer_missing'
  /** `iss` is not the issuer that this sign-in went to. */
  | 'callback_issuer_mismatch'
  /** The provider refused, in its own words. */
  | 'callback_refused'
  /** `error` is no error code of RFC 6749 §4.1.2.1. */
  | 'callback_error_invalid'
  /** Neither `error` nor `code` is there. */
  | 'callback_code_missing'
  /** `code` is empty, too long or not printable ASCII. */
  | 'callback_code_invalid';

/** Why there is no answer of the provider that can be read. */
export type EndpointCode =
  /** The provider answered with a status that has no meaning here. */
  | 'provider_status_unexpected'
  /** The provider answered with another media type than JSON. */
  | 'provider_media_type_unexpected'
  /** The provider's metadata names no such endpoint. */
  | 'provider_endpoint_missing'
  /** The documents needed are not there, and it is too early to fetch again. */
  | 'provider_unavailable'
  /** No connection, or it broke. */
  | 'provider_unreachable'
  /** Not finished within the time limit. */
  | 'provider_timed_out'
  /** The body is over the limit. */
  | 'provider_answer_too_large'
  /** The answer is a redirect, which is never followed. */
  | 'provider_redirected';

/** What a document of the provider is refused for. */
export type DocumentCode =
  /** A document that is not strict JSON, or not a JSON object. */
  | 'provider_json_invalid'
  /** A member of a document is missing. */
  | 'provider_member_missing'
  /** A member of a document has the wrong type, or is a URL that may not be used. */
  | 'provider_member_invalid'
  /** A document over its limit. */
  | 'provider_document_too_long';

/** What a key set is refused for. */
export type KeySetCode =
  /** The key set holds no usable key. */
  | 'provider_no_usable_key'
  /**
   * Every key of the fetched key set that could be used is symmetric: whoever reads the document
   * can make tokens.
   */
  | 'provider_only_symmetric_keys'
  /** The key set as a whole cannot be trusted. */
  | 'provider_key_set_invalid';

/** Why the provider's metadata or keys cannot be used. */
export type DiscoveryCode =
  /** The metadata's `issuer` is not byte for byte the configured one (OIDC Discovery §4.3). */
  | 'provider_issuer_mismatch'
  /** The metadata lists methods of PKCE without S256 (RFC 7636 §4.2). */
  | 'provider_pkce_unsupported'
  | EndpointCode
  | DocumentCode
  | KeySetCode;

/** Why the token endpoint, or the revocation endpoint, did not do it. */
export type TokenExchangeCode =
  | EndpointCode
  | DocumentCode
  /** The token endpoint said no. */
  | 'token_endpoint_refused';

/** Why the answer of the userinfo endpoint cannot be used. */
export type UserInfoCode =
  | EndpointCode
  | DocumentCode
  | 'token_subject_mismatch'
  | 'token_claim_missing'
  | 'token_claim_invalid';

/** What a configuration is refused for, its key set among it. */
export type ConfigCode =
  /** Options are wrong: `problems` lists them all. */
  | 'config_invalid'
  /** No method of client authentication can be chosen. */
  | 'client_authentication_impossible'
  /** The client is not configured for this. */
  | 'client_not_configured'
  /** The client's private key cannot sign. */
  | 'client_key_cannot_sign'
  | DocumentCode
  | KeySetCode;

/** What is wrong with one option of a client. */
export type OptionCode =
  /** There is no such option. */
  | 'option_unknown'
  /** An option that is needed is not there. */
  | 'option_missing'
  /** The value is of another type, or out of its range. */
  | 'option_type_wrong'
  /** The value is empty. */
  | 'option_empty'
  /** White space around the value, or a control character in it. */
  | 'option_character'
  /** The value is none of those that there are. */
  | 'option_not_one_of'
  /** The value is refused; the message says what for. */
  | 'option_invalid'
  /** The address of the metadata instead of the issuer's. */
  | 'url_invalid'
  /** Plain http, which can be read and changed on the way. */
  | 'plain_http'
  /** An HS algorithm without a key to verify with. */
  | 'symmetric_without_key';

/** What the runtime lacks. */
export type HostCode =
  /** A synchronous call came before the core, the keys or a verifier were loaded. */
  | 'not_ready'
  /** The signature could not be verified here, whatever it is. */
  | 'verifier_unavailable'
  /** The host cannot tell the time. */
  | 'clock_unavailable'
  /** The host has no secure randomness. */
  | 'randomness_unavailable';

/** What keeps a page from its session. */
export type SessionCode =
  /** A session was made where there is no page. */
  | 'session_without_page'
  /** The browser keeps nothing for the page, so that nobody can come back signed in. */
  | 'session_storage_unavailable'
  /** The provider did not answer in a hidden frame. */
  | 'session_frame_timed_out'
  /** An API answered a request with a token by a redirect, which was not followed. */
  | 'session_fetch_redirected';

/** Why a request may not pass. */
export type ChallengeCode =
  /** The request has no credential. */
  | 'credentials_missing'
  /** `Authorization` is not one bearer token. */
  | 'authorization_malformed'
  /** The token is good, and its roles or scopes are not enough. */
  | 'role_or_scope_missing'
  | TokenCode;

/** What an error of edgeward can say in `code`. */
export type Code =
  | TokenCode
  | CallbackCode
  | DiscoveryCode
  | TokenExchangeCode
  | UserInfoCode
  | ConfigCode
  | HostCode
  | SessionCode
  | ChallengeCode;

/** What is wrong with one key of the gate's configuration. */
export type GateConfigCode =
  /** No such key. */
  | 'config_key_unknown'
  /** Not set, and needed. */
  | 'config_key_missing'
  /** Another type of value than the key takes. */
  | 'config_type_wrong'
  /** An empty string, list or table. */
  | 'config_empty'
  /** The same entry a second time. */
  | 'config_repeated'
  /** A number outside its range. */
  | 'config_out_of_range'
  /** Not one of the strings that the key takes. */
  | 'config_not_one_of'
  /** White space or a control character where none may be. */
  | 'config_character'
  /** Not a URL that may be used. */
  | 'config_url_invalid'
  /** http where only https protects what is sent. */
  | 'config_plain_http'
  /** http to a host of the internet, which no option allows for a provider. */
  | 'config_plain_http_public'
  /** The address of the metadata document instead of the issuer's. */
  | 'config_well_known'
  /** A URL with a path where scheme, host and port are meant. */
  | 'config_not_an_origin'
  /** `*` or `null` in a list of origins. */
  | 'config_any_origin'
  /** Not a path that requests can have. */
  | 'config_path_invalid'
  /** A path that is `/`, ends with a slash, or is not in canonical spelling. */
  | 'config_path_not_canonical'
  /** Not a route pattern. */
  | 'config_pattern_invalid'
  /** Not a host. */
  | 'config_host_invalid'
  /** Not a method, or no usable list of them. */
  | 'config_method_invalid'
  /** Not a usable role or scope. */
  | 'config_requirement_invalid'
  /** Not a scope token (RFC 6749 §3.3). */
  | 'config_scope_invalid'
  /** Not a path of claim names. */
  | 'config_claim_path_invalid'
  /** A route that fits the same requests as an earlier one. */
  | 'config_route_tie'
  /** A parameter that edgeward sets itself. */
  | 'config_reserved_parameter'
  /** A secret that can be guessed. */
  | 'config_secret_short'
  /** A secret that is not base64url. */
  | 'config_secret_encoding'
  /** What the key ring refuses. */
  | 'config_cookie_key_invalid'
  /** A private key that is not a JSON text. */
  | 'config_private_key_not_json'
  /** A private key that is not a private JWK. */
  | 'config_private_key_invalid'
  /** A route with `access` and with something that asks for more. */
  | 'config_access_with_requirement'
  /** `require_all` or `include_custom` on a route without `roles`. */
  | 'config_option_without_roles'
  /** A route for paths that the gate answers itself. */
  | 'config_route_under_auth_path'
  /** A route for a host that the gate does not answer for. */
  | 'config_host_not_in_public_url'
  /** `CLIENT_AUTH = "none"` with a credential. */
  | 'config_credential_unused'
  /** A method of `CLIENT_AUTH` without its credential. */
  | 'config_credential_missing'
  /** `CLIENT_SECRET` and `CLIENT_PRIVATE_KEY` together. */
  | 'config_two_credentials'
  /** An HS* algorithm without a key for it. */
  | 'config_symmetric_without_key'
  /** A symmetric key and no HS* algorithm. */
  | 'config_symmetric_key_unused'
  /** Two places for the symmetric key. */
  | 'config_two_symmetric_keys'
  /** The origin is the gate itself. */
  | 'config_origin_is_the_gate'
  /** Sign-in that does not ask for `openid`. */
  | 'config_scope_without_openid'
  /** `FORWARD_ACCESS_TOKEN` without sessions. */
  | 'config_forward_without_sign_in'
  /** `ORIGIN` beside the option `origin`. */
  | 'config_origin_twice'
  /** An origin that only a Worker has: the zone's own, or a service binding. */
  | 'config_origin_unreachable';

/** What a problem document of the gate can say in `code`. */
export type GateCode =
  /** The posted authorization response cannot be read, or is too long. */
  | 'callback_body_unreadable'
  /** The authorization response came in another way than the one asked for. */
  | 'callback_mode_unexpected'
  /** The authorization response was redeemed already. */
  | 'callback_replayed'
  /** The configuration is wrong: nothing is served until it is mended. */
  | 'configuration_invalid'
  /** A page of an origin that is not listed sent the request with a session. */
  | 'cross_origin_request'
  /** There is no such endpoint below the gate's own prefix. */
  | 'endpoint_unknown'
  /** The gate does not answer for the request's host. */
  | 'host_unknown'
  /** The method is none that goes through. */
  | 'method_unknown'
  /** The origin did not answer. */
  | 'origin_unreachable'
  /** A page of an origin that is not listed asked whether it may call. */
  | 'preflight_refused'
  /** The request's URL or host is malformed. */
  | 'request_url_malformed'
  /** The person signed in a moment ago, and there is no session all the same. */
  | 'session_not_kept'
  /** The session does not fit into its cookies. */
  | 'session_too_large'
  /** The person came back from a sign-out that did not begin here. */
  | 'sign_out_state_mismatch'
  /** The request asks for another protocol, and the gate runs where it cannot be passed on. */
  | 'upgrade_unsupported'
  /**
   * An origin that cuts or trims segments would read a path for which another rule applies. The
   * answer is 400.
   */
  | 'path_ambiguous'
  /** Routes name the path, but for other methods. The answer is 405 with these in `Allow`. */
  | 'method_not_allowed'
  /** Longer than 8 KiB. */
  | 'path_too_long'
  /** No `/` at the start: `*`, an absolute URL, an authority. */
  | 'path_not_absolute'
  /** `//`: some origins merge the slashes, others do not. */
  | 'path_empty_segment'
  /** A segment of nothing but dots and white space: `.`, `..`, and what Windows reads as them. */
  | 'path_dot_segment'
  /** `%2f`: some origins read a `/`. */
  | 'path_encoded_slash'
  /** `%2e`: nobody needs it, and it hides dot segments. */
  | 'path_encoded_dot'
  /** `\` or `%5c`: some origins read a `/`. */
  | 'path_backslash'
  /** `;` or `%3b`: some origins cut the segment there. */
  | 'path_semicolon'
  /** `?` or `#`: the end of a path, not a part of it. */
  | 'path_delimiter'
  /** A control character, `%00` among them. */
  | 'path_control'
  /** A byte over 127 that is not percent-encoded. */
  | 'path_non_ascii'
  /** A character that RFC 3986 §3.3 has no place for, such as a space or `"`. */
  | 'path_character'
  /** `%` without two hex digits. */
  | 'path_percent_invalid'
  /** What the percent-encoding stands for is not UTF-8. */
  | 'path_utf8_invalid'
  /** Once decoded, it could be decoded again: `%252f`. */
  | 'path_double_encoding'
  /** The Cookie header is too long. Answer 431. */
  | 'cookie_header_too_large'
  /** There are too many cookies. Answer 431. */
  | 'too_many_cookies'
  /** The Cookie header holds a control character. Answer 400. */
  | 'cookie_control_character'
  /** A cookie to be set is too long. */
  | 'cookie_too_large'
  /** A value to be set is not base64url. */
  | 'invalid_cookie_value'
  | Code;
