#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/storage/exports_table.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "the exported folder", .required = true},
      {.name = "client",
       .kind = ValueKind::text,
       .about = "to whom, as it is written there: 10.0.0.0/24, *.example.com or *; without it, all together"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "running", .kind = ValueKind::boolean, .about = "whether the kernel's server has threads"},
      {.name = "threads", .kind = ValueKind::integer, .about = "how many"},
      {.name = "versions",
       .kind = ValueKind::list,
       .about = "of NFS that it speaks: 3, 4.2, …",
       .element = ValueKind::text},
      {.name = "exported", .kind = ValueKind::boolean, .about = "whether it is in the table of what is exported now"},
      {.name = "clients", .kind = ValueKind::list, .about = "to whom now", .element = ValueKind::text},
      {.name = "exports",
       .kind = ValueKind::list,
       .about =
           "these, each with client, options, read_only, root_squash, all_squash, sync, secure as they are in force",
       .element = ValueKind::map},
      {.name = "read_only",
       .kind = ValueKind::boolean,
       .about = "whether no client (of those asked for) may write now"},
      {.name = "root_squash", .kind = ValueKind::boolean, .about = "whether every client's root is nobody now"},
      {.name = "persistent", .kind = ValueKind::boolean, .about = "whether /etc/exports or exports.d has it"},
      {.name = "persistent_clients", .kind = ValueKind::list, .about = "to whom there", .element = ValueKind::text},
      {.name = "persistent_exports",
       .kind = ValueKind::list,
       .about = "the same, with options as they are written there",
       .element = ValueKind::map},
  };
}

// The kernel's own table knows a client only once it has asked; etab is what exportfs(8) has exported.
constexpr std::string_view script = R"sh(
need cat readlink
path=$1
real=$(readlink -f -- "$path") || real=$path
tell real "$real"
threads=0
if [ -e /proc/fs/nfsd/threads ]; then
  threads=$(cat /proc/fs/nfsd/threads) || trouble "the kernel doesn't say how many threads its server has"
  say versions "$(cat /proc/fs/nfsd/versions)"
fi
say threads "$threads"
if [ -e /var/lib/nfs/etab ]; then
  table=$(cat /var/lib/nfs/etab) || trouble "/var/lib/nfs/etab can't be read"
  tell etab "$table"
fi
set +f
for file in /etc/exports /etc/exports.d/*.exports; do
  [ -e "$file" ] || continue
  text=$(cat "$file") || trouble "$file can't be read"
  tell file "$text"
done
set -f
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto path = text_of(parameters, "path");
  return path.starts_with('/') || has_references(path) ? "" : fmt::format("'{}' is no absolute path", path);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "path")});
}

std::vector<Export> wanted(const std::vector<Export>& all, const std::string& real, const Value& parameters) {
  const auto asked = text_of(parameters, "path");
  std::vector<Export> found;
  for (const auto& one : all) {
    const bool here = one.path == asked || one.path == real || one.path == asked + '/';
    if (here && (!given(parameters, "client") || one.client == text_of(parameters, "client"))) {
      found.push_back(one);
    }
  }
  return found;
}

Value listed(const std::vector<Export>& exports) {
  auto list = Value::array();
  for (const auto& one : exports) {
    list.push_back(export_facts(one));
  }
  return list;
}

Value names_in(const Value& list) {
  auto names = Value::array();
  for (const auto& one : list) {
    names.push_back(one.at("client"));
  }
  return names;
}

Result<Value> server_facts(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto threads, fields.integer("threads"));
  Value facts{{"running", threads > 0}, {"threads", threads}, {"versions", Value::array()}};
  if (fields.has("versions")) {
    LABCHECK_TRY_ASSIGN(const auto versions, fields.word("versions"));  // -2 +3 +4 +4.1
    for (const auto& version : split(versions, ' ')) {
      if (version.starts_with('+')) {
        facts["versions"].push_back(valid_utf8(version.substr(1)));
      }
    }
  }
  return facts;
}

Result<std::vector<Export>> at_boot(const Fields& fields) {
  std::vector<Export> all;
  for (const auto& spelt : fields.all("file")) {
    const auto text = read_hex(spelt);
    if (!text) {
      return unreadable("a table of exports in the host's answer is no hex");
    }
    for (auto& one : read_exports(*text)) {
      all.push_back(std::move(one));
    }
  }
  return all;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto real, fields.text("real"));
  LABCHECK_TRY_ASSIGN(auto facts, server_facts(fields));
  std::vector<Export> now;
  if (fields.has("etab")) {
    LABCHECK_TRY_ASSIGN(const auto table, fields.bytes("etab"));
    LABCHECK_TRY_ASSIGN(now, read_etab(table));
  }
  LABCHECK_TRY_ASSIGN(const auto boot, at_boot(fields));
  const auto exports = listed(wanted(now, real, parameters));
  const auto written = listed(wanted(boot, real, parameters));
  facts["exported"] = !exports.empty();
  facts["clients"] = names_in(exports);
  facts["exports"] = exports;
  if (!exports.empty()) {
    for (const auto* name : {"read_only", "root_squash"}) {
      facts[name] = std::all_of(exports.begin(), exports.end(), [&](const auto& one) { return one.at(name) == true; });
    }
  }
  facts["persistent"] = !written.empty();
  facts["persistent_clients"] = names_in(written);
  facts["persistent_exports"] = written;
  return facts;
}

}  // namespace

CheckType nfs_export() {
  return {
      .name = "nfs_export",
      .subject = "storage",
      .about = "a folder that NFS exports: to whom and how, now and after the next boot",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: nas\nnfs_export: {path: /srv/data, client: 192.168.60.0/24}\n"
          "expect: {running: true, exported: true, read_only: false, root_squash: true, persistent: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
