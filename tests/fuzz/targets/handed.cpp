#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/base64.hpp"
#include "checks/document/parts.hpp"
#include "input.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    unsigned held = 0;
    for (std::size_t next = at; next < at + 3; ++next) {
      held = held << 8U | (next < bytes.size() ? static_cast<unsigned char>(bytes[next]) : 0U);
    }
    for (const unsigned shift : {18U, 12U, 6U, 0U}) {
      text += alphabet[held >> shift & 63U];
    }
  }
  for (std::size_t at = 0; at < (3 - bytes.size() % 3) % 3; ++at) {
    text[text.size() - 1 - at] = '=';
  }
  return text;
}

/// A whole answer about a file is never unreadable but for what labcheck itself can't do; what is read are texts.
void check(std::string_view type, const Value& parameters, const std::string& out) {
  Answer answer;
  answer.status = 0;
  answer.out = out;
  const auto facts = find_check_type(type)->read(parameters, answer);
  if (!facts) {
    LABCHECK_HOLDS(facts.error().kind == ErrorKind::unreadable, "an error of another kind");
    return;
  }
  LABCHECK_HOLDS(facts->at("exists") == true, "a file that is there is not");
  LABCHECK_HOLDS(facts->at("valid").is_boolean(), "neither valid nor not");
  LABCHECK_HOLDS(facts->at("valid") == true || !facts->contains("json"), "a structure of what can't be read");
  LABCHECK_HOLDS(!facts->dump().empty(), "facts that are no text");
}

}  // namespace

void config_file(std::string_view bytes) {
  constexpr std::array formats{"ini",   "mysql", "git",  "systemd", "keyvalue", "properties",
                               "shell", "json",  "yaml", "xml",     "nginx"};
  Input input{bytes};
  const std::string_view format = formats.at(input.below(formats.size()));
  const auto key = std::string{input.line()};
  Value parameters{{"path", "/x"}, {"format", format}, {"key", valid_utf8(key)}, {"comment", ";"}};
  check("config", parameters,
        fmt::format("exists=yes\nfile=2f78\ncontent={}2e\ninclude=2f78\nmatches=2f780a\nend=\n", hex(input.rest())));
}

void artifact(std::string_view bytes) {
  const Value parameters{
      {"path", "/x"}, {"products", {{"amount", {"count", "price"}}}}, {"totals", {"amount"}}, {"total_label", "total"}};
  const auto spelt = base64(bytes);
  LABCHECK_HOLDS(checks::from_base64(spelt) == bytes, "base64 does not read back");
  check("artifact", parameters, fmt::format("exists=yes\nsize={}\ncontent={}\nend=\n", bytes.size(), spelt));
}

}  // namespace labcheck::fuzz
