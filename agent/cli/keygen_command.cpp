#include <iostream>

#include <fmt/format.h>

#include "cli/options.hpp"
#include "ledger/key.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

int keygen_command(const Options& options) {
  const auto key = ledger::SigningKey::generate();
  const auto written = key ? key->write(options.key_file) : tl::unexpected<Error>(key.error());
  if (!written) {
    complain(written.error().message);
    return exit_resource;
  }
  const auto path = report::printable(options.key_file);
  std::cout << fmt::format("secret key: {0}\npublic key: {0}.pub\nfingerprint: {1}\n", path,
                           key->verify_key().fingerprint());
  return exit_ok;
}

}  // namespace labcheck::cli
