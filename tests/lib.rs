//! Shared parts of the integration suites.
