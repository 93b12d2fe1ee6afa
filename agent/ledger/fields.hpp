#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <labcheck/value.hpp>

namespace labcheck::ledger {

/// A text as JSON: itself when it is UTF-8, else `{"base64": …}`, so that no byte is lost.
Value text_value(std::string_view text);

/// Reads the members of a record's body by name and type. The first problem is kept and reading goes on with
/// defaults, so that a conversion looks at `problem` once, at its end.
class Fields {
 public:
  /// Both must outlive the reader.
  Fields(const Value& body, std::string& problem);

  bool has(const char* name) const;  ///< there, and not null
  std::string text(const char* name) const;
  bool boolean(const char* name) const;
  std::int64_t integer(const char* name, std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                       std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  int small(const char* name) const;
  std::size_t size(const char* name) const;
  Time time(const char* name) const { return Time{Duration{integer(name)}}; }
  const Value& any(const char* name) const;
  Fields map(const char* name) const;
  const Value& list(const char* name) const;
  /// A list or a map of texts.
  std::vector<std::string> texts(const char* name) const;
  std::map<std::string, std::string> text_map(const char* name) const;

  /// An enumerator by the word that `to_string` has for it; the enumerators go from 0 to `last`.
  template <class Enum>
  Enum word(const char* name, Enum last) const {
    const auto found = text(name);
    for (int at = 0; at <= static_cast<int>(last); ++at) {
      if (to_string(static_cast<Enum>(at)) == found) {
        return static_cast<Enum>(at);
      }
    }
    note(name, "is no word known here");
    return Enum{};
  }

 private:
  const Value* find(const char* name) const;
  void note(const char* name, std::string_view what) const;
  std::string read_text(const char* name, const Value& value) const;

  const Value& body_;
  std::string& problem_;
};

}  // namespace labcheck::ledger
