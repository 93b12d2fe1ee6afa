#pragma once

#include <string>

#include <openssl/x509.h>

#include <labcheck/value.hpp>

namespace labcheck::observe {

/// What a certificate says: subject, issuer, names, times, key, signature, fingerprint.
Value certificate_value(X509* certificate);

/// Whether a certificate is made out to this name or address.
bool is_made_out_to(X509* certificate, const std::string& name);

}  // namespace labcheck::observe
