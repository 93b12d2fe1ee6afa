#include <fmt/format.h>

#include "checks/reading.hpp"
#include "nested.hpp"
#include "nginx_words.hpp"

namespace labcheck::checks {
namespace {

class NginxReader {
 public:
  explicit NginxReader(const ConfigFiles& files) : files_{files} {}

  Parsed<Value> read() {
    Value whole = Value::object();
    if (auto problem = read_file(files_.files.front(), whole, 0)) {
      return tl::unexpected<ConfigProblem>(*std::move(problem));
    }
    return whole;
  }

 private:
  using Trouble = std::optional<ConfigProblem>;

  Trouble read_file(const ConfigFile& file, Value& block, int depth) {
    NginxWords words{file};
    if (auto problem = read_block(words, block, depth)) {
      return problem;
    }
    return words.at_end() ? Trouble{} : words.trouble("unexpected '}'");
  }

  // Up to the end of the file or a '}', which is left standing.
  Trouble read_block(NginxWords& words, Value& block, int depth) {
    constexpr int most_depth = 40;
    constexpr std::size_t most_directives = 50'000;
    if (depth > most_depth) {
      return words.trouble("blocks or includes go deeper than 40 levels");
    }
    for (;;) {
      auto directive = words.directive();
      if (!directive) {
        return directive.error();
      }
      if (directive->end == NginxWords::End::of_block) {
        return {};
      }
      if (++directives_ > most_directives) {
        return words.trouble("there are more than 50000 directives");
      }
      if (auto problem = add(words, *directive, block, depth)) {
        return problem;
      }
    }
  }

  Trouble add(NginxWords& words, const NginxWords::Directive& directive, Value& block, int depth) {
    const auto& name = directive.words.front();
    Value arguments = std::vector<std::string>{directive.words.begin() + 1, directive.words.end()};
    if (directive.end == NginxWords::End::semicolon) {
      if (name == "include" && directive.words.size() == 2) {
        return include(words, directive.words[1], block, depth);
      }
      block[name].push_back(std::move(arguments));
      return {};
    }
    Value inner{{"args", std::move(arguments)}};
    if (name.ends_with("_by_lua_block")) {
      if (auto problem = words.skip_foreign_block()) {
        return problem;
      }
    } else {
      if (auto problem = read_block(words, inner, depth + 1)) {
        return problem;
      }
      if (!words.close()) {
        return words.trouble(fmt::format("'{}' has no closing '}}'", excerpt(name)));
      }
    }
    block[name].push_back(std::move(inner));
    return {};
  }

  Trouble include(NginxWords& words, const std::string& pattern, Value& block, int depth) {
    const auto found = files_.includes.find(pattern);
    if (found == files_.includes.end()) {
      return not_followed(words, pattern);
    }
    if (found->second.empty() && pattern.find_first_of("*?[") == std::string::npos) {
      return words.trouble(fmt::format("'include {}': there is no such file", excerpt(pattern)));
    }
    for (const auto& path : found->second) {
      const auto* file = files_.find(path);
      if (file == nullptr) {
        return not_followed(words, path);
      }
      if (auto problem = read_file(*file, block, depth + 1)) {
        return problem;
      }
    }
    return {};
  }

  static ConfigProblem not_followed(const NginxWords& words, const std::string& pattern) {
    auto problem = words.trouble(fmt::format("'include {}' can't be followed by labcheck", excerpt(pattern)));
    problem.ours = true;
    return problem;
  }

  const ConfigFiles& files_;
  std::size_t directives_{0};
};

}  // namespace

Parsed<Value> read_nginx(const ConfigFiles& files) {
  return NginxReader{files}.read();
}

}  // namespace labcheck::checks
