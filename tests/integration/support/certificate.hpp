#pragma once

#include <string>

#include "support/server_process.hpp"
#include "support/temp_folder.hpp"

namespace labcheck::test {

/// Makes a self-signed certificate for localhost: `key.pem` and `certificate.pem` in the folder.
inline void make_certificate(const TempFolder& folder) {
  run_program({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
               "-keyout", folder / "key.pem", "-out", folder / "certificate.pem", "-days", "2", "-subj",
               "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"},
              folder / "openssl.log");
}

}  // namespace labcheck::test
