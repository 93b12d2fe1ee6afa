#include "qualify/script_header.hpp"

#include <map>
#include <sstream>

namespace labcheck::qualify {

ScriptHeader read_header(std::string_view script) {
  ScriptHeader header;
  const std::map<std::string, std::vector<std::string>*> lists{
      {"on", &header.on}, {"breaks", &header.breaks}, {"checks", &header.checks}, {"flags", &header.flags}};
  std::istringstream lines{std::string{script}};
  for (std::string line; std::getline(lines, line) && line.starts_with('#');) {
    if (line.starts_with("#!")) {
      continue;
    }
    std::istringstream words{line.substr(1)};
    std::string first;
    words >> first;
    const auto list = first.ends_with(':') ? lists.find(first.substr(0, first.size() - 1)) : lists.end();
    if (list != lists.end()) {
      for (std::string word; words >> word;) {
        list->second->push_back(word);
      }
    } else if (header.about.empty() && line.size() > 2) {
      header.about = line.substr(2);
    }
  }
  return header;
}

}  // namespace labcheck::qualify
