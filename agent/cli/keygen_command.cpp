#include <iostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "ledger/key.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

namespace {

struct KeygenOptions {
  std::string key_file{};
};

void describe(CLI::App& command, KeygenOptions& options) {
  command.add_option("path", options.key_file, "The secret key's new file; PATH.pub gets the public key")->required();
}

int keygen(const KeygenOptions& options) {
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

}  // namespace

void add_keygen(CLI::App& program, Action& chosen) {
  add_command<KeygenOptions>(program, chosen, "keygen", "Make a key pair that signs ledgers", describe, keygen);
}

}  // namespace labcheck::cli
