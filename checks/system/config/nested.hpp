#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/value.hpp>

#include "files.hpp"

/// Formats that nest: each file becomes a structure, in which a key is a path.
namespace labcheck::checks {

/// A step of a path such as `http.server[www.a.local].listen`.
struct KeyStep {
  std::string name{};
  std::optional<std::string> which{};  ///< in brackets: a number, `name=value`, or what a block is called
};

/// Names are parted by dots; one with dots in it is "quoted". Nothing when it is no path.
std::optional<std::vector<KeyStep>> read_key_path(std::string_view text);

/// All that the path leads to. `lists`: every member is a list of its occurrences (nginx, XML), through which it goes.
std::vector<Value> select(const Value& whole, const std::vector<KeyStep>& path, bool lists);

Parsed<Value> read_json_file(const ConfigFile& file);
/// One document, or a list where there are several.
Parsed<Value> read_yaml_file(const ConfigFile& file);
/// Elements by their names, each a list; one with neither attributes nor elements is its text; attributes are `@name`.
Parsed<Value> read_xml_file(const ConfigFile& file);
/// Directives by name, each a list of its occurrences: the list of its words, or a block with `args` in it.
Parsed<Value> read_nginx(const ConfigFiles& files);

}  // namespace labcheck::checks
