#include "qualify/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/document.hpp"
#include "load/fields.hpp"
#include "load/sources.hpp"
#include "plan/binding.hpp"
#include "qualify/breaks.hpp"
#include "qualify/digest.hpp"
#include "qualify/script_header.hpp"

namespace labcheck::qualify {
namespace {

namespace fs = std::filesystem;
using load::Fields;
using load::Findings;

/// Reads one folder; what is wrong with it goes into the findings.
class Reader {
 public:
  Reader(const Scenario& scenario, std::string path, Findings& findings)
      : scenario_{scenario}, path_{std::move(path)}, findings_{findings}, hosts_{host_names(scenario)} {
    for (const auto& role : scenario.roles) {
      roles_.push_back(role.name);
    }
    for (const auto& skill : scenario.skills) {
      codes_.push_back(skill.code);
      for (const auto& check : skill.checks) {
        checks_.push_back(check.id);
      }
    }
  }

  Folder read() {
    folder_.path = path_;
    read_lab();
    for (const auto& file : files("solve")) {
      if (known(file.stem().string(), roles_, "role", place_of(file))) {
        folder_.solve[file.stem().string()] = text_of(file);
      }
    }
    if (std::error_code ignored; fs::exists(path_ + "/attest.yaml", ignored)) {
      folder_.attestations = path_ + "/attest.yaml";
    }
    for (const auto kind : {RowKind::pristine, RowKind::solved, RowKind::rebooted}) {
      folder_.rows.push_back({.kind = kind});
    }
    for (const auto& file : files("alternatives")) {
      read_alternative(file);
    }
    read_wrongs("faults", RowKind::fault);
    read_wrongs("cheats", RowKind::cheat);
    return std::move(folder_);
  }

 private:
  Place place_of(const fs::path& file) const {
    return {.file = std::make_shared<const std::string>(file.string()), .line = 0, .column = 0};
  }

  std::vector<fs::path> files(const std::string& name) const {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{path_ + "/" + name, ignored}) {
      found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  std::string text_of(const fs::path& file) {
    const auto text = sources_(file.string());
    if (!text || !*text) {
      findings_.error(place_of(file), text ? "no such file" : text.error().message);
      return {};
    }
    return **text;
  }

  bool known(const std::string& word, const std::vector<std::string>& words, const char* noun, const Place& place) {
    if (std::find(words.begin(), words.end(), word) != words.end()) {
      return true;
    }
    findings_.error(place, fmt::format("unknown {} '{}'{} (there are {})", noun, word, did_you_mean(word, words),
                                       load::listed(words)));
    return false;
  }

  void check_words(const Row& row) {
    for (const auto& host : row.hosts) {
      known(host, hosts_, "host", row.place);
    }
    for (const auto& code : row.codes) {
      known(code, codes_, "skill code", row.place);
    }
    for (const auto& check : row.checks) {
      known(check, checks_, "check", row.place);
    }
    if (row.hosts.empty()) {
      findings_.error(row.place, fmt::format("{} says not on which hosts it runs ('on')", row.title()));
    }
    if (row.codes.empty()) {
      findings_.error(row.place, fmt::format("{} names no skill code ('breaks')", row.title()));
    }
  }

  void read_lab() {
    const fs::path file = path_ + "/lab.yaml";
    folder_.lab_text = text_of(file);
    Diagnostics problems;
    const auto root = load::parse_document(file.string(), folder_.lab_text, problems);
    for (const auto& problem : problems) {
      findings_.error(problem.place, problem.message);
    }
    if (const auto* driver = root.find("driver")) {
      known(driver->text, {"nspawn", "ssh"}, "driver", driver->place);
      folder_.driver = driver->text;
    }
    if (const auto* tier = root.find("tier")) {
      folder_.tier = tier->text;
    }
    if (const auto* parameters = root.find("parameters")) {
      for (const auto& entry : parameters->entries) {
        folder_.parameters[entry.key] = entry.value.text;
      }
    }
  }

  /// `NAME.sh` stands in for the solution of every role that it names, `NAME/ROLE.sh` for one each.
  void read_alternative(const fs::path& file) {
    Row row{.kind = RowKind::alternative, .name = file.stem().string(), .place = place_of(file)};
    if (fs::is_directory(file)) {
      for (const auto& script : files("alternatives/" + file.filename().string())) {
        if (known(script.stem().string(), roles_, "role", place_of(script))) {
          row.solution[script.stem().string()] = text_of(script);
        }
      }
    } else {
      const auto text = text_of(file);
      const auto header = read_header(text);
      row.about = header.about;
      for (const auto& role : header.on) {
        if (known(role, roles_, "role", row.place)) {
          row.solution[role] = text;
        }
      }
    }
    if (row.solution.empty()) {
      findings_.error(row.place, "an alternative must stand in for the solution of a role ('# on: ROLE')");
    }
    folder_.rows.push_back(std::move(row));
  }

  void read_wrongs(const std::string& name, RowKind kind) {
    for (const auto& file : files(name)) {
      if (file.extension() == ".sh") {
        Row row{.kind = kind, .name = file.stem().string(), .script = text_of(file), .place = place_of(file)};
        const auto header = read_header(row.script);
        row.about = header.about;
        row.hosts = header.on;
        row.codes = header.breaks;
        row.checks = header.checks;
        row.flags = header.flags;
        add(std::move(row));
      } else if (file.extension() == ".yaml") {
        read_data(file, kind);
      } else {
        findings_.error(place_of(file), "neither a script (.sh) nor data (.yaml)");
      }
    }
  }

  void add(Row row) {
    check_words(row);
    if (!names_.insert(row.title()).second) {
      findings_.error(row.place, fmt::format("{} is there twice", row.title()));
    }
    folder_.rows.push_back(std::move(row));
  }

  std::vector<std::string> words(Fields& fields, const char* key) {
    std::vector<std::string> found;
    if (const auto* entry = fields.entry(key)) {
      if (entry->value.is_scalar()) {
        found.push_back(entry->value.text);
      }
      for (const auto& item : entry->value.items) {
        found.push_back(item.text);
      }
    }
    return found;
  }

  /// A map of faults by name: `NAME: {break: {on: …, …}, codes: […], checks: […], about: …}`.
  void read_data(const fs::path& file, RowKind kind) {
    Diagnostics problems;
    const auto root = load::parse_document(file.string(), text_of(file), problems);
    for (const auto& problem : problems) {
      findings_.error(problem.place, problem.message);
    }
    for (const auto& entry : root.entries) {
      Fields fields{
          entry.value, fmt::format("'{}'", entry.key), {"break", "codes", "checks", "flags", "about"}, findings_};
      Row row{.kind = kind, .name = entry.key, .place = entry.key_place};
      row.about = fields.text("about", false);
      row.codes = words(fields, "codes");
      row.checks = words(fields, "checks");
      row.flags = words(fields, "flags");
      if (const auto* described = fields.required("break")) {
        Fields on{described->value, "'break'", findings_};
        row.hosts = on.is_map() ? words(on, "on") : std::vector<std::string>{};
        auto script = break_script(described->value);
        if (!script) {
          findings_.error({}, script.error().message);
        } else {
          row.script = *script;
        }
      }
      add(std::move(row));
    }
  }

  const Scenario& scenario_;
  std::string path_;
  Findings& findings_;
  load::Sources sources_ = load::disk_sources();
  std::vector<std::string> hosts_, roles_{}, codes_{}, checks_{};
  std::set<std::string> names_{};
  Folder folder_{};
};

}  // namespace

std::string folder_of(const std::string& scenario_path) {
  return fs::path{scenario_path}.replace_extension(".qualify").string();
}

std::vector<std::string> host_names(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const auto& role : scenario.roles) {
    for (int at = 0; at < role.count; ++at) {
      names.push_back(plan::host_name(role, at));
    }
  }
  return names;
}

load::Loaded<Folder> load_folder(const std::string& scenario_path, const Scenario& scenario) {
  load::Loaded<Folder> loaded;
  Findings findings{loaded.diagnostics};
  auto folder = Reader{scenario, folder_of(scenario_path), findings}.read();
  if (!has_errors(loaded.diagnostics)) {
    digest_rows(folder, scenario);
    loaded.value = std::make_shared<const Folder>(std::move(folder));
  }
  return loaded;
}

}  // namespace labcheck::qualify
