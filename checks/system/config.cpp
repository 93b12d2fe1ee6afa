#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/system/config/flat.hpp"
#include "checks/system/config/nested.hpp"
#include "checks/system/config/script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path",
       .kind = ValueKind::text,
       .about = "the file's absolute path; of the format systemd also a unit's name",
       .required = true},
      {.name = "format",
       .kind = ValueKind::text,
       .about = "how the file is written; mysql, git, shell and properties know more than ini and keyvalue",
       .required = true,
       .choices = {"ini", "mysql", "git", "systemd", "keyvalue", "properties", "shell", "json", "yaml", "xml",
                   "nginx"}},
      {.name = "section", .kind = ValueKind::text, .about = "of ini, mysql, git and systemd: the key's section"},
      {.name = "key",
       .kind = ValueKind::text,
       .about = "the key; of json, yaml, xml and nginx a path, as in http.server[www.a.local].listen"},
      {.name = "comment",
       .kind = ValueKind::text,
       .about = "the sign that begins a comment behind a value, of ini and keyvalue, where the program knows one"},
      {.name = "ignore_case",
       .kind = ValueKind::boolean,
       .about = "whether sections and keys are the same in any case",
       .fallback = "false"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the file (or unit) is there"},
      {.name = "valid",
       .kind = ValueKind::boolean,
       .about = "whether it and all that it includes read as their format"},
      {.name = "problem", .kind = ValueKind::text, .about = "what is wrong with a file that is not valid, and where"},
      {.name = "set", .kind = ValueKind::boolean, .about = "whether the key is set"},
      {.name = "value", .kind = ValueKind::text, .about = "what the key is set to in the end"},
      {.name = "number", .kind = ValueKind::integer, .about = "the same as a number, when it is one"},
      {.name = "values",
       .kind = ValueKind::list,
       .about = "everything that the key is set to, in order",
       .element = ValueKind::text},
      {.name = "json", .kind = ValueKind::any, .about = "the whole configuration as a structure, for JSON paths"},
      {.name = "file", .kind = ValueKind::text, .about = "the file that has the last word (ini and its like)"},
      {.name = "files",
       .kind = ValueKind::list,
       .about = "all files that were read: drop-ins and includes too",
       .element = ValueKind::text},
      {.name = "reload_needed",
       .kind = ValueKind::boolean,
       .about = "of a unit: whether its files changed since systemd read them"},
  };
}

bool is_nested(std::string_view format) {
  return format == "json" || format == "yaml" || format == "xml" || format == "nginx";
}

bool has_sections(std::string_view format) {
  return format == "ini" || format == "mysql" || format == "git" || format == "systemd";
}

std::string complaint(const Value& parameters) {
  const auto path = text_of(parameters, "path");
  const auto format = text_of(parameters, "format");
  const auto key = text_of(parameters, "key");
  const bool open = has_references(path) || has_references(format);
  if (!open && !path.starts_with('/') && (format != "systemd" || !is_name(path, ".-_:@\\"))) {
    return fmt::format("'{}' is no absolute path{}", path, format == "systemd" ? " and no name of a unit" : "");
  }
  if (given(parameters, "section") && !has_sections(format) && !open) {
    return fmt::format("{} has no sections", format);
  }
  if (given(parameters, "section") && !given(parameters, "key")) {
    return "section belongs to a key";
  }
  if (given(parameters, "comment") && format != "ini" && format != "keyvalue" && !open) {
    return fmt::format("comments of {} are known; comment belongs to ini and keyvalue", format);
  }
  if (given(parameters, "key") && (key.empty() || (is_nested(format) && !has_references(key) && !read_key_path(key)))) {
    return fmt::format("'{}' is no path of keys", key);
  }
  return "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto format = text_of(parameters, "format");
  const bool follows = format == "nginx" || format == "mysql" || format == "systemd";
  return host_script(config_script, {follows ? format : "plain", text_of(parameters, "path")});
}

FlatStyle style_of(const Value& parameters, std::string_view format) {
  return {.format = format,
          .comment = text_of(parameters, "comment"),
          .ignore_case = flag_of(parameters, "ignore_case", false)};
}

void add_value(const std::vector<std::string>& values, bool last_wins, Value& facts) {
  facts["set"] = !values.empty();
  facts["values"] = values;
  if (!values.empty() && (last_wins || values.size() == 1)) {
    facts["value"] = values.back();
    if (const auto number = read_integer(values.back())) {
      facts["number"] = *number;
    }
  }
}

Parsed<Value> read_flat_facts(const Value& parameters, const ConfigFiles& files, std::string_view format) {
  const auto style = style_of(parameters, format);
  auto settings = read_flat(files, style);
  if (!settings) {
    return tl::unexpected<ConfigProblem>(std::move(settings.error()));
  }
  Value facts{{"json", structure_of(*settings, style)}};
  if (given(parameters, "key")) {
    const auto section = as_section(text_of(parameters, "section"), style);
    const auto key = as_key(text_of(parameters, "key"), style);
    std::vector<std::string> values;
    for (const auto& setting : *settings) {
      if (setting.section == section && setting.key == key) {
        values.push_back(setting.value);
        facts["file"] = setting.file;
      }
    }
    add_value(values, true, facts);
  }
  return facts;
}

/// A list as its elements, a list of words (nginx) as one text.
void spread(const Value& found, bool words, std::vector<std::string>& values) {
  if (!found.is_array()) {
    values.push_back(plain_text(found));
    return;
  }
  std::string joined;
  for (const auto& one : found) {
    if (words) {
      joined += (joined.empty() ? "" : " ") + plain_text(one);
    } else {
      values.push_back(plain_text(one));
    }
  }
  if (words) {
    values.push_back(joined);
  }
}

Parsed<Value> read_nested_facts(const Value& parameters, const ConfigFiles& files, std::string_view format) {
  const auto& first = files.files.front();
  auto whole = format == "json"   ? read_json_file(first)
               : format == "yaml" ? read_yaml_file(first)
               : format == "xml"  ? read_xml_file(first)
                                  : read_nginx(files);
  if (!whole) {
    return tl::unexpected<ConfigProblem>(std::move(whole.error()));
  }
  Value facts = Value::object();
  const auto path = read_key_path(text_of(parameters, "key"));
  if (given(parameters, "key") && path) {
    std::vector<std::string> values;
    for (const auto& found : select(*whole, *path, format == "xml" || format == "nginx")) {
      spread(found, format == "nginx", values);
    }
    add_value(values, false, facts);
  }
  facts["json"] = std::move(*whole);
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  Value facts{{"exists", exists}};
  if (!exists) {
    return facts;
  }
  if (fields.has("reload")) {
    LABCHECK_TRY_ASSIGN(facts["reload_needed"], fields.yes("reload"));
  }
  if (fields.has("odd")) {
    facts["valid"] = false;
    facts["problem"] = "it is no regular file";
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto files, read_config_files(fields));
  const auto format = text_of(parameters, "format");
  if (files.files.empty() && format != "systemd") {
    return unreadable("the host's answer has no file");
  }
  facts["files"] = Value::array();
  for (const auto& file : files.files) {
    facts["files"].push_back(valid_utf8(file.path));
  }
  auto read =
      is_nested(format) ? read_nested_facts(parameters, files, format) : read_flat_facts(parameters, files, format);
  facts["valid"] = read.has_value();
  if (!read && read.error().ours) {
    return unreadable(in_words(read.error()));
  }
  if (!read) {
    facts["problem"] = in_words(read.error());
    return facts;
  }
  facts.update(*read);
  return facts;
}

}  // namespace

CheckType config() {
  return {
      .name = "config",
      .subject = "system",
      .about = "what a configuration file sets in the end, read by its format: comments and spacing don't matter",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{valid: true}",
      .example =
          "on: web\nconfig: {path: /etc/mysql/my.cnf, format: mysql, section: mysqld, key: lower_case_table_names}\n"
          "expect: {value: \"1\"}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
