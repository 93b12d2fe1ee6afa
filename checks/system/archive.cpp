#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/archive_listing.hpp"
#include "checks/system/archive_script.hpp"
#include "checks/system/path_facts.hpp"
#include "checks/system/path_script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "path", .kind = ValueKind::path, .about = "the archive's absolute path", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is a file at the path"},
      {.name = "format",
       .kind = ValueKind::text,
       .about =
           "by its content: tar, tar.gz, tar.bz2, tar.xz, tar.zst, zip, gz, bz2, xz, zst; other for anything else"},
      {.name = "whole",
       .kind = ValueKind::boolean,
       .about = "whether all of it can be unpacked and its check sums agree"},
      {.name = "complaint", .kind = ValueKind::text, .about = "what the tool finds wrong with it"},
      {.name = "size", .kind = ValueKind::integer, .about = "the archive's own size in bytes"},
      {.name = "unpacked", .kind = ValueKind::integer, .about = "bytes of all files in it"},
      {.name = "count", .kind = ValueKind::integer, .about = "how many entries it has, directories among them"},
      {.name = "paths",
       .kind = ValueKind::list,
       .about = "the entries' paths, without a leading ./ and without a directory's slash",
       .element = ValueKind::text},
      {.name = "entries",
       .kind = ValueKind::list,
       .about = "the entries, of at most 384 KiB of listing",
       .element = ValueKind::map,
       .fields = {{.name = "path", .kind = ValueKind::text, .about = "as in paths"},
                  {.name = "type", .kind = ValueKind::text, .about = "file, directory, symlink, hardlink and so on"},
                  {.name = "size", .kind = ValueKind::integer, .about = "bytes unpacked"}}},
  };
}

constexpr std::array<std::string_view, 11> formats{"tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "zip",
                                                   "gz",  "bz2",    "xz",      "zst",    "other"};

Result<Request> request(const Value& parameters) {
  LABCHECK_TRY_ASSIGN(auto made, host_script(with_path_functions(archive_script), {text_of(parameters, "path")}));
  made.alone = true;  // a large one takes long
  return made;
}

/// The entries. Of a damaged archive those before the damage, so a missing end is the candidate's there.
Result<Value> read_entries(const Fields& fields, const std::string& format, bool whole) {
  constexpr std::size_t most = 393216;
  LABCHECK_TRY_ASSIGN(auto listing, fields.bytes("list"));
  if (listing.size() > most) {
    return unreadable("the archive's listing is longer than the 384 KiB that are read");
  }
  const bool ended = listing == ".\n" || listing.ends_with("\n.\n");
  if (ended) {
    listing.resize(listing.size() - 2);
  } else if (whole) {
    return unreadable("the archive is whole, but its listing is cut off");
  } else {
    const auto end = listing.rfind('\n');
    listing.resize(end == std::string::npos ? 0 : end + 1);
  }
  return format == "zip" ? read_zip_listing(listing) : read_tar_listing(listing);
}

void add_entries(Value& facts, Value entries) {
  Value paths = Value::array();
  std::int64_t unpacked = 0;
  for (const auto& entry : entries) {
    paths.push_back(entry["path"]);
    const auto size = entry["type"] == "file" ? entry["size"].get<std::int64_t>() : 0;
    unpacked = size > INT64_MAX - unpacked ? INT64_MAX : unpacked + size;
  }
  facts["unpacked"] = unpacked;
  facts["count"] = entries.size();
  facts["paths"] = std::move(paths);
  facts["entries"] = std::move(entries);
}

Result<Value> read_archive(const Fields& fields, const std::string& format, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto whole, fields.yes("whole"));
  facts["whole"] = whole;
  if (!whole) {
    LABCHECK_TRY_ASSIGN(facts["complaint"], fields.text("complaint"));
  }
  if (format != "zip" && !format.starts_with("tar")) {
    LABCHECK_TRY_ASSIGN(facts["unpacked"], fields.integer("unpacked"));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(auto entries, read_entries(fields, format, whole));
  add_entries(facts, std::move(entries));
  return facts;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_properties(fields));
  if (found["type"] != "file") {
    return Value{{"exists", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto format, fields.word("format"));
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    return unreadable(fmt::format("the host says that the archive's format is '{}'", excerpt(format)));
  }
  Value facts{{"exists", true}, {"format", format}, {"size", found["size"]}};
  if (format == "other") {
    facts["whole"] = false;
    return facts;
  }
  return read_archive(fields, format, std::move(facts));
}

}  // namespace

CheckType archive() {
  return {
      .name = "archive",
      .subject = "system",
      .about = "an archive or packed file on a host: whether it is whole and what is in it",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true, whole: true}",
      .example =
          "on: web\narchive: /backup/etc.tar.gz\n"
          "expect: {whole: true, format: tar.gz, paths: {contains: etc/hosts}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
