#pragma once

#include <optional>
#include <string>
#include <vector>

#include "files.hpp"

namespace labcheck::checks {

/// A file of nginx, directive by directive.
class NginxWords {
 public:
  enum class End { semicolon, opening, of_block };
  struct Directive {
    std::vector<std::string> words{};
    End end{End::of_block};
  };

  explicit NginxWords(const ConfigFile& file) : file_{file}, text_{file.text} {}

  /// The next directive, up to its ';' or '{'; of_block (and no words) at the end of the file or before a '}'.
  Parsed<Directive> directive();
  /// Steps over a '}'; false when none stands here.
  bool close();
  /// Steps over what is in another language, up to the '}' that belongs to the last '{'.
  std::optional<ConfigProblem> skip_foreign_block();
  bool at_end();
  ConfigProblem trouble(std::string what) const { return {.file = file_.path, .line = line_, .what = std::move(what)}; }

 private:
  void skip_blanks();
  Parsed<std::string> word();
  char next() const { return text_[at_]; }

  const ConfigFile& file_;
  std::string_view text_;
  std::size_t at_{0};
  std::size_t line_{1};
};

}  // namespace labcheck::checks
