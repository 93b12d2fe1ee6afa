#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/path_script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path",
       .kind = ValueKind::path,
       .about = "an absolute path; the file system that it is on is looked at",
       .required = true},
      {.name = "measure",
       .kind = ValueKind::boolean,
       .about = "also add up what is at and below the path, which takes a while",
       .fallback = "false"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the path leads to something"},
      {.name = "size", .kind = ValueKind::integer, .about = "the file system's size in bytes"},
      {.name = "used", .kind = ValueKind::integer, .about = "bytes of it that are used"},
      {.name = "available", .kind = ValueKind::integer, .about = "bytes that users other than root can still fill"},
      {.name = "used_percent",
       .kind = ValueKind::integer,
       .about = "used of used and available, rounded up as df does; not there for a file system without blocks"},
      {.name = "inodes", .kind = ValueKind::integer, .about = "how many files it can hold; 0 where there is no limit"},
      {.name = "inodes_used", .kind = ValueKind::integer, .about = "how many it holds"},
      {.name = "inodes_used_percent",
       .kind = ValueKind::integer,
       .about = "the share of these, rounded up; not there where there is no limit"},
      {.name = "mount", .kind = ValueKind::path, .about = "where the file system is mounted"},
      {.name = "below",
       .kind = ValueKind::integer,
       .about = "bytes on disk at and below the path, other file systems left out",
       .asked_by = "measure"},
  };
}

constexpr std::string_view script = R"sh(
need stat readlink du
path=$1 measure=$2
look_at "$path" >/dev/null || { say exists no; finish; }
say exists yes
stat -f -c "block=%S${nl}blocks=%b${nl}free=%f${nl}available=%a${nl}inodes=%c${nl}inodes_free=%d" -- "$path" ||
  trouble "can't look at the file system"
real=$(readlink -f -- "$path") && mount=$(stat -c %m -- "$real") || trouble "can't tell where it is mounted"
case $mount in
  /*) ;;
  *) # busybox's stat has no %m
    need df
    mount=$(df -P -k "$real" | { read -r titles; read -r source size used available share point; printf %s "$point"; })
    case $mount in /*) ;; *) trouble "can't tell where it is mounted" ;; esac
    ;;
esac
tell mount "$mount"
if [ "$measure" = yes ]; then
  kilobytes=$(du -s -k -x -- "$real") || trouble "can't read all that is below the path"
  say below "${kilobytes%%[!0-9]*}"
fi
finish
)sh";

Result<Request> request(const Value& parameters) {
  const bool measure = flag_of(parameters, "measure", false);
  LABCHECK_TRY_ASSIGN(auto made,
                      host_script(with_path_functions(script), {text_of(parameters, "path"), measure ? "yes" : "no"}));
  made.alone = measure;  // of a large tree that takes long
  return made;
}

/// A count that a file system can have: no sum or product of two such runs over.
Result<std::int64_t> amount(const Fields& fields, std::string_view key) {
  constexpr std::int64_t most = std::int64_t{1} << 52;
  LABCHECK_TRY_ASSIGN(const auto number, fields.integer(key));
  return number >= 0 && number <= most
             ? Result<std::int64_t>{number}
             : unreadable(fmt::format("the host says that '{}' of the file system is {}", key, number));
}

Value share(std::int64_t used, std::int64_t all) {
  return (used * 100 + all - 1) / all;
}

Result<Value> read_inodes(const Fields& fields, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto inodes, amount(fields, "inodes"));
  LABCHECK_TRY_ASSIGN(const auto unused, amount(fields, "inodes_free"));
  if (unused > inodes) {
    return unreadable("the host says that more inodes are free than there are");
  }
  facts["inodes"] = inodes;
  facts["inodes_used"] = inodes - unused;
  if (inodes > 0) {
    facts["inodes_used_percent"] = share(inodes - unused, inodes);
  }
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  constexpr std::int64_t largest_block = std::int64_t{1} << 30;
  LABCHECK_TRY_ASSIGN(const auto block, amount(fields, "block"));
  LABCHECK_TRY_ASSIGN(const auto blocks, amount(fields, "blocks"));
  LABCHECK_TRY_ASSIGN(const auto unused, amount(fields, "free"));
  LABCHECK_TRY_ASSIGN(const auto available, amount(fields, "available"));
  if (block < 1 || block > largest_block || unused > blocks || available > blocks ||
      blocks > (std::int64_t{1} << 61) / block) {
    return unreadable(fmt::format("the host speaks of {} blocks of {} bytes, {} of them free", blocks, block, unused));
  }
  const auto used = blocks - unused;
  Value facts{{"exists", true}, {"size", blocks * block}, {"used", used * block}, {"available", available * block}};
  if (used + available > 0) {
    facts["used_percent"] = share(used, used + available);
  }
  LABCHECK_TRY_ASSIGN(facts["mount"], fields.text("mount"));
  if (flag_of(parameters, "measure", false)) {
    LABCHECK_TRY_ASSIGN(const auto kilobytes, amount(fields, "below"));
    facts["below"] = kilobytes * 1024;
  }
  return read_inodes(fields, std::move(facts));
}

}  // namespace

CheckType disk_usage() {
  return {
      .name = "disk_usage",
      .subject = "system",
      .about = "how full the file system of a path is, and how much lies below the path",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: web\ndisk_usage: /var\nexpect: {used_percent: {at_most: 80}, mount: /var}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
