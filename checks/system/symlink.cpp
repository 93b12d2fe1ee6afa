#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/path_facts.hpp"
#include "checks/system/path_script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "path", .kind = ValueKind::path, .about = "the link's own absolute path", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is a symbolic link at the path"},
      {.name = "target", .kind = ValueKind::text, .about = "what is written in it, be it relative or wrong"},
      {.name = "dangling", .kind = ValueKind::boolean, .about = "whether it leads nowhere, or around in a circle"},
      {.name = "resolved",
       .kind = ValueKind::path,
       .about = "where it leads in the end, over all links; not there when it is dangling"},
      {.name = "type",
       .kind = ValueKind::text,
       .about = "what the path leads to: file, directory and so on, also where it is no link"},
  };
}

constexpr std::string_view script = R"sh(
need stat readlink
path=$1
look_at "$path" || finish
resolved=$(readlink -f -- "$path" && echo .) || trouble "can't follow the link"
resolved=${resolved%.}
tell resolved "${resolved%"$nl"}"
finish
)sh";

std::string complaint(const Value& parameters) {
  return text_of(parameters, "path").ends_with('/') ? "with a slash at its end, a path is no link's but its target's"
                                                    : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(with_path_functions(script), {text_of(parameters, "path")});
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto leads, fields.yes("exists"));
  const bool link = fields.has("link");
  Value facts{{"exists", link}};
  if (link) {
    LABCHECK_TRY_ASSIGN(facts["target"], fields.text("link"));
    facts["dangling"] = !leads;
  }
  if (leads) {
    LABCHECK_TRY_ASSIGN(const auto found, read_properties(fields));
    facts["type"] = found["type"];
  }
  if (leads && link) {
    LABCHECK_TRY_ASSIGN(facts["resolved"], fields.text("resolved"));
  }
  return facts;
}

}  // namespace

CheckType symlink() {
  return {
      .name = "symlink",
      .subject = "system",
      .about = "a symbolic link: what is written in it and where it leads",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true, dangling: false}",
      .example =
          "on: web\nsymlink: /etc/nginx/sites-enabled/shop\n"
          "expect: {resolved: /etc/nginx/sites-available/shop, type: file}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
