#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "targets.hpp"

namespace labcheck::fuzz {

std::span<const Target> targets() {
  static constexpr std::array table{
      Target{"document", "a YAML document into nodes", document},
      Target{"scenario", "a scenario: loaded, planned, every request made", scenario},
      Target{"standard", "a standard", standard},
      Target{"rulings", "attestations and waivers", rulings},
      Target{"times", "a moment as people write it", times},
      Target{"ssh_config", "a user's ssh_config", ssh_config},
      Target{"text_template", "${…} in a text", text_template},
      Target{"roster_yaml", "a roster in YAML", roster_yaml},
      Target{"roster_csv", "a roster in CSV", roster_csv},
      Target{"roster_inventory", "an Ansible inventory", roster_inventory},
      Target{"roster_options", "--host of the command line", roster_options},
      Target{"frame", "both streams of a batch", frame},
      Target{"known_hosts", "a known_hosts file", known_hosts},
      Target{"identity", "what a host says of itself", identity},
      Target{"listeners", "what a host says of its listening programs", listeners},
      Target{"masking", "secrets in whatever is stored", masking},
      Target{"quoting", "a text as one word of a shell", quoting},
      Target{"http_head", "the headers of a response", http_head},
      Target{"http_url", "URLs and redirects", http_url},
      Target{"mail_replies", "what an SMTP server says", mail_replies},
      Target{"imap_lines", "what an IMAP server says", imap_lines},
      Target{"starttls", "what a server answers to the wish for TLS", starttls},
      Target{"facts", "an answer, read by any check type", facts},
      Target{"config_file", "a configuration file, by each format", config_file},
      Target{"artifact", "a document that was handed in", artifact},
      Target{"matcher", "an expectation put to a value", matcher},
      Target{"json_path", "a JSON path put to a document", json_path},
      Target{"pattern", "an I-Regexp put to a text", pattern},
      Target{"version", "a version against conditions", version},
      Target{"judging", "a record of answers: judged, reported", judging},
      Target{"printable", "bytes made safe to show, and laid out", printable},
      Target{"reports", "every report of arbitrary texts", reports},
      Target{"ledger_file", "a ledger's bytes: read, verified", ledger_file},
      Target{"ledger_rows", "records in a chain that holds: read, verified", ledger_rows},
  };
  return table;
}

const Target* find_target(std::string_view name) {
  for (const auto& target : targets()) {
    if (target.name == name) {
      return &target;
    }
  }
  return nullptr;
}

namespace {

const Target* chosen = nullptr;

int list_targets() {
  for (const auto& target : targets()) {
    std::printf("%.*s\n", static_cast<int>(target.name.size()), target.name.data());
  }
  return 0;
}

}  // namespace
}  // namespace labcheck::fuzz

/// `--target=NAME` says which; libFuzzer leaves options with two dashes alone.
extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  using namespace labcheck::fuzz;
  for (int at = 1; at < *count; ++at) {
    const std::string_view word{(*arguments)[at]};
    if (word == "--list") {
      std::exit(list_targets());
    }
    if (word.starts_with("--target=")) {
      chosen = find_target(word.substr(std::strlen("--target=")));
    }
  }
  if (chosen == nullptr) {
    std::fprintf(stderr, "usage: labcheck_fuzz --target=NAME [FILE|FOLDER]…   (--list says which there are)\n");
    std::exit(2);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  labcheck::fuzz::chosen->run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
