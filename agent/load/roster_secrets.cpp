#include "load/roster_secrets.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "load/file_mode.hpp"
#include "load/roster_address.hpp"

namespace labcheck::load {

RosterSecrets::RosterSecrets(std::string path, const SecretSources& sources, Findings& findings)
    : path_{std::move(path)}, sources_{sources}, findings_{findings} {}

std::optional<Secret> RosterSecrets::fetch(const SecretSpec& spec) {
  if (spec.kind == SecretSpec::Kind::literal) {
    return Secret{spec.text};
  }
  if (refused_) {
    return std::nullopt;  // nobody is asked for the secrets of a roster that is not taken
  }
  const auto [found, fresh] = fetched_.try_emplace({spec.kind, spec.text});
  if (!fresh) {
    return found->second;
  }
  auto text = text_of(spec);
  if (text && text->empty()) {
    text = failed(ErrorKind::invalid, "the secret is empty");
  }
  if (text) {
    found->second = Secret{std::move(*text)};
  } else if (!text.error().message.empty()) {
    findings_.error(spec.place, text.error().message);
  }
  return found->second;
}

/// An absent source means that secrets aren't wanted (judging again): an error without words.
Result<std::string> RosterSecrets::text_of(const SecretSpec& spec) {
  const auto unwanted = failed(ErrorKind::invalid, "");
  switch (spec.kind) {
    case SecretSpec::Kind::env: {
      if (!sources_.env) {
        return unwanted;
      }
      auto value = sources_.env(spec.text);
      return value ? Result<std::string>{std::move(*value)}
                   : failed(ErrorKind::invalid, fmt::format("environment variable '{}' is not set", spec.text));
    }
    case SecretSpec::Kind::file: {
      const auto beside = (std::filesystem::path{path_}.parent_path() / expand_home(spec.text)).string();
      if (const auto mode = sources_.open_files ? open_mode(beside) : std::nullopt) {
        open_file(spec.place, fmt::format("others can read the secret file '{}' (mode {})", beside, *mode), "");
      }
      return sources_.file ? sources_.file(beside) : unwanted;
    }
    case SecretSpec::Kind::command:
      return sources_.command ? sources_.command(spec.text) : unwanted;
    case SecretSpec::Kind::ask:
      return sources_.ask ? sources_.ask(spec.text) : unwanted;
    case SecretSpec::Kind::literal:
      break;
  }
  return spec.text;
}

void RosterSecrets::seen_by(const std::string& candidate, const SecretSpec& spec, const Secret& password) {
  auto& use = uses_[password.reveal()];
  if (use.candidates.empty()) {
    use.place = spec.place;
  }
  use.candidates.insert(candidate);
}

void RosterSecrets::warn_of_shared() {
  for (const auto& [password, use] : uses_) {
    if (use.candidates.size() > 1 && password != secret_mask) {
      findings_.warning(use.place,
                        fmt::format("one password for {} candidates: the sshd of each sees it and could enter the "
                                    "others' hosts with it (use a key, or a password each)",
                                    use.candidates.size()));
    }
  }
}

void RosterSecrets::check_file_mode(const std::vector<SecretSpec>& literals) {
  const SecretSpec* literal = nullptr;
  for (const auto& each : literals) {
    if (each.text != secret_mask) {  // a roster out of a ledger has masks for literals
      literal = &each;
      break;
    }
  }
  if (literal == nullptr) {
    return;
  }
  std::error_code problem;
  if (!std::filesystem::exists(path_, problem) || problem) {
    findings_.error(literal->place,
                    "a literal secret, and it can't be found out who can read the file (use {env: NAME})");
    return;
  }
  if (const auto mode = open_mode(path_)) {
    open_file(literal->place, fmt::format("a literal secret in a file that others can read (mode {})", *mode),
              fmt::format("chmod 600 {}, or use {{env: NAME}}, {{file: PATH}}, {{command: COMMAND}} or {{ask: PROMPT}}",
                          path_));
  }
}

void RosterSecrets::check_key(const std::string& key, const Place& place) {
  const bool wanted = sources_.file != nullptr;  // judging again needs no key
  if (key.empty() || !wanted || !keys_.insert(key).second) {
    return;
  }
  if (const auto mode = open_mode(key)) {
    open_file(place, fmt::format("others can read the private key '{}' (mode {})", key, *mode),
              fmt::format("chmod 600 {}", key));
  }
}

void RosterSecrets::open_file(const Place& place, const std::string& what, const std::string& remedy) {
  if (sources_.open_files) {
    findings_.warning(place, fmt::format("{}, {}", what, open_files_allowed));
  } else {
    findings_.error(place, fmt::format("{}: {}", what, remedy));
    refused_ = true;
  }
}

}  // namespace labcheck::load
