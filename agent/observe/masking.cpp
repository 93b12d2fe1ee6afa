#include "observe/masking.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "observe/encoding.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t shortest_secret = 4;
constexpr std::size_t shortest_fragment = 8;  ///< of base64 within a longer text

std::string percent_encoded(std::string_view text, bool upper, bool plus_for_space) {
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                       byte == '-' || byte == '_' || byte == '.' || byte == '~';
    if (plain) {
      encoded += letter;
    } else if (letter == ' ' && plus_for_space) {
      encoded += '+';
    } else {
      encoded += upper ? fmt::format("%{:02X}", byte) : fmt::format("%{:02x}", byte);
    }
  }
  return encoded;
}

std::string json_spelling(const std::string& text, bool ascii) {
  const auto quoted = Value(text).dump(-1, ' ', ascii, Value::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

/// What stays the same of a text's base64 wherever it stands in a longer text (`user:password`): one fragment for
/// each of the three alignments.
void add_base64(std::string_view text, std::vector<std::string>& spellings) {
  for (const bool url : {false, true}) {
    auto whole = base64(text, url);
    spellings.push_back(whole);  // with its padding: judging has the mask alone for `${base64:…}`
    whole.erase(whole.find_last_not_of('=') + 1);
    spellings.push_back(std::move(whole));
    for (std::size_t shift = 0; shift < 3; ++shift) {
      const auto encoded = base64(std::string(shift, 'x') + std::string{text}, url);
      const auto from = (shift * 8 + 5) / 6;
      const auto to = (shift + text.size()) * 8 / 6;
      if (to >= from + shortest_fragment) {
        spellings.push_back(encoded.substr(from, to - from));
      }
    }
  }
}

std::string shell_spelling(std::string_view text) {
  std::string spelled;
  for (const char letter : text) {
    spelled += letter == '\'' ? std::string{"'\\''"} : std::string(1, letter);
  }
  return spelled;
}

}  // namespace

bool Masker::add(const Secret& secret) {
  const auto& text = secret.reveal();
  if (text.size() < shortest_secret) {
    return false;
  }
  std::vector<std::string> spellings{text, shell_spelling(text), json_spelling(text, false), json_spelling(text, true)};
  for (const bool upper : {false, true}) {
    spellings.push_back(percent_encoded(text, upper, false));
    spellings.push_back(percent_encoded(text, upper, true));
  }
  add_base64(text, spellings);
  spellings_.insert(spellings_.end(), spellings.begin(), spellings.end());
  std::sort(spellings_.begin(), spellings_.end(), [](const auto& left, const auto& right) {
    return left.size() != right.size() ? left.size() > right.size() : left < right;
  });
  spellings_.erase(std::unique(spellings_.begin(), spellings_.end()), spellings_.end());
  return true;
}

std::string Masker::mask(std::string_view text) const {
  std::array<std::vector<const std::string*>, 256> by_first{};
  for (const auto& spelling : spellings_) {
    by_first[static_cast<unsigned char>(spelling.front())].push_back(&spelling);
  }
  std::string masked;
  masked.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto& candidates = by_first[static_cast<unsigned char>(text[at])];
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto* spelling) {
      return text.compare(at, spelling->size(), *spelling) == 0;
    });
    if (found == candidates.end()) {
      masked += text[at++];
    } else {
      masked += secret_mask;
      at += (*found)->size();
    }
  }
  return masked;
}

void Masker::mask(Value& value) const {
  if (value.is_string()) {
    value = mask(value.get_ref<const std::string&>());
  } else if (value.is_number()) {
    // A secret of digits may have been read as a number; short ones would hide ports and counts.
    const auto text = value.dump();
    if (text.size() >= 6 && mask(text) == secret_mask) {
      value = std::string{secret_mask};
    }
  } else if (value.is_array()) {
    for (auto& element : value) {
      mask(element);
    }
  } else if (value.is_object()) {
    Value masked = Value::object();
    for (auto& [key, member] : value.items()) {
      mask(member);
      masked[mask(key)] = std::move(member);
    }
    value = std::move(masked);
  }
}

void Masker::mask(Answer& answer) const {
  answer.out = mask(answer.out);
  answer.err = mask(answer.err);
  answer.message = mask(answer.message);
  mask(answer.reply);
}

}  // namespace labcheck::observe
