//! The host's own functions and objects as they are, and no logic.
//!
//! Names are resolved from the global object, which every runtime has, and only what edgeward calls
//! is declared. `Option` stands where a runtime may lack the thing.

use js_sys::{Array, ArrayBuffer, Boolean, Function, Object, Promise, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Timers. What `setTimeout` returns is a number in one runtime and an object in another.
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &Function, milliseconds: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn clear_timeout(timer: &JsValue);

    // Web Cryptography. Typed arguments of bytes are views of wasm memory: every method below
    // copies them before it returns its promise, as its specification says.
    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    pub(crate) static CRYPTO: Option<Crypto>;

    pub(crate) type Crypto;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn subtle(this: &Crypto) -> Option<SubtleCrypto>;
    #[wasm_bindgen(method, catch, js_name = getRandomValues)]
    pub(crate) fn get_random_values(this: &Crypto, bytes: &mut [u8]) -> Result<(), JsValue>;

    #[derive(Debug)]
    pub(crate) type CryptoKey;

    #[derive(Debug)]
    pub(crate) type SubtleCrypto;
    #[wasm_bindgen(method, catch, js_name = importKey)]
    pub(crate) fn import_key(
        this: &SubtleCrypto,
        format: &str,
        key: &JsValue,
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise<CryptoKey>, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn verify(
        this: &SubtleCrypto,
        algorithm: &JsValue,
        key: &CryptoKey,
        signature: &[u8],
        data: &[u8],
    ) -> Result<Promise<Boolean>, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn sign(
        this: &SubtleCrypto,
        algorithm: &JsValue,
        key: &CryptoKey,
        data: &[u8],
    ) -> Result<Promise<ArrayBuffer>, JsValue>;

    // Fetch.
    #[wasm_bindgen(catch)]
    pub(crate) fn fetch(url: &str, init: &RequestInit) -> Result<Promise<Response>, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = Request, js_name = prototype)]
    pub(crate) static REQUEST_PROTOTYPE: Object;

    #[wasm_bindgen(extends = Object)]
    pub(crate) type RequestInit;
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_method(this: &RequestInit, method: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_headers(this: &RequestInit, headers: &Headers);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_body(this: &RequestInit, body: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_redirect(this: &RequestInit, redirect: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_credentials(this: &RequestInit, credentials: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_cache(this: &RequestInit, cache: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_signal(this: &RequestInit, signal: &AbortSignal);

    pub(crate) type AbortSignal;
    pub(crate) type AbortController;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> AbortController;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn signal(this: &AbortController) -> AbortSignal;
    #[wasm_bindgen(method)]
    pub(crate) fn abort(this: &AbortController);

    pub(crate) type Headers;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> Headers;
    #[wasm_bindgen(method)]
    pub(crate) fn get(this: &Headers, name: &str) -> Option<String>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn set(this: &Headers, name: &str, value: &str) -> Result<(), JsValue>;

    pub(crate) type ResponseInit;
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_headers(this: &ResponseInit, headers: &Headers);

    pub(crate) type Response;
    #[wasm_bindgen(constructor, catch)]
    pub(crate) fn new(body: &Uint8Array, init: &ResponseInit) -> Result<Response, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, getter = type)]
    pub(crate) fn kind(this: &Response) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn headers(this: &Response) -> Headers;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn body(this: &Response) -> Option<ReadableStream>;
    #[wasm_bindgen(method, catch, js_name = arrayBuffer)]
    pub(crate) fn array_buffer(this: &Response) -> Result<Promise<ArrayBuffer>, JsValue>;

    pub(crate) type ReadableStream;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    pub(crate) fn reader(this: &ReadableStream) -> Result<StreamReader, JsValue>;

    pub(crate) type StreamReader;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn read(this: &StreamReader) -> Result<Promise<Chunk>, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn cancel(this: &StreamReader) -> Result<Promise, JsValue>;

    pub(crate) type Chunk;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn done(this: &Chunk) -> bool;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn value(this: &Chunk) -> Option<Uint8Array>;

    // Cache.
    #[wasm_bindgen(thread_local_v2, js_name = caches)]
    pub(crate) static CACHES: Option<CacheStorage>;

    pub(crate) type CacheStorage;
    #[wasm_bindgen(method, getter = default)]
    pub(crate) fn default_cache(this: &CacheStorage) -> Option<Cache>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn open(this: &CacheStorage, name: &str) -> Result<Promise<Cache>, JsValue>;

    pub(crate) type Cache;
    #[wasm_bindgen(method, catch, js_name = match)]
    pub(crate) fn find(this: &Cache, url: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(crate) fn put(this: &Cache, url: &str, response: &Response) -> Result<Promise, JsValue>;

    // What a host throws.
    #[wasm_bindgen(extends = Object)]
    pub(crate) type DomException;
    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn name(this: &DomException) -> Option<String>;
}
