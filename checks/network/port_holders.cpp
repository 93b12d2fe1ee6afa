#include "port_holders.hpp"

#include <set>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

// "WORD WORD … REST" spelt in hex, with so many words before the rest, which may hold anything.
Result<std::vector<std::string>> read_words(const std::string& hex, std::size_t count) {
  const auto bytes = read_hex(hex);
  std::vector<std::string> words;
  std::string_view rest = bytes ? std::string_view{*bytes} : std::string_view{};
  for (std::size_t word = 0; word < count; ++word) {
    const auto blank = rest.find(' ');
    if (blank == std::string_view::npos) {
      return unreadable(fmt::format("the host describes a process as '{}'", excerpt(bytes ? *bytes : hex)));
    }
    words.emplace_back(rest.substr(0, blank));
    rest.remove_prefix(blank + 1);
  }
  words.emplace_back(rest);
  return words;
}

Result<std::int64_t> number(const std::string& word) {
  const auto read = read_integer(word);
  return read ? Result<std::int64_t>{*read}
              : unreadable(fmt::format("the host gives '{}' for a number", excerpt(word)));
}

Result<bool> read_processes(const Fields& fields, Holders& holders) {
  for (const auto& line : fields.all("process")) {
    LABCHECK_TRY_ASSIGN(const auto words, read_words(line, 3));
    LABCHECK_TRY_ASSIGN(const auto pid, number(words[0]));
    LABCHECK_TRY_ASSIGN(const auto parent, number(words[1]));
    LABCHECK_TRY_ASSIGN(const auto uid, number(words[2]));
    holders.processes[pid] = {.parent = parent, .uid = uid, .program = words[3]};
  }
  return true;
}

// The processes that hold the sockets; `complete` turns false when some socket's holder is not known.
std::set<std::int64_t> holding(const Holders& holders, const std::vector<std::int64_t>& inodes, bool& complete) {
  constexpr std::int64_t init = 1;
  std::set<std::int64_t> pids;
  for (const auto inode : inodes) {
    const auto [begin, end] = holders.pids.equal_range(inode);
    complete = complete && begin != end;
    for (auto one = begin; one != end; ++one) {
      if (holders.processes.contains(one->second)) {
        pids.insert(one->second);
      }
    }
  }
  // systemd keeps a socket that it passed on; the service is meant.
  if (pids.size() > 1) {
    pids.erase(init);
  }
  return pids;
}

}  // namespace

Result<Holders> read_holders(const Fields& fields) {
  Holders holders;
  LABCHECK_TRY_ASSIGN([[maybe_unused]] const auto all, read_processes(fields, holders));
  for (const auto& line : fields.all("holder")) {
    const auto words = split(line, ' ');
    LABCHECK_TRY_ASSIGN(const auto inode, number(words.front()));
    LABCHECK_TRY_ASSIGN(const auto pid, number(words.back()));
    holders.pids.emplace(inode, pid);
  }
  for (const auto& line : fields.all("user")) {
    LABCHECK_TRY_ASSIGN(const auto words, read_words(line, 1));
    LABCHECK_TRY_ASSIGN(const auto uid, number(words[0]));
    holders.users.emplace(uid, words[1]);
  }
  for (const auto& line : fields.all("package")) {
    LABCHECK_TRY_ASSIGN(const auto words, read_words(line, 1));
    holders.packages.emplace(words[1], words[0]);
  }
  return holders;
}

Result<bool> add_holder_facts(const Holders& holders, const std::vector<std::int64_t>& inodes, Value& facts) {
  bool complete = true;
  const auto pids = holding(holders, inodes, complete);
  std::set<std::string> programs;
  std::int64_t chief = 0;
  for (const auto pid : pids) {
    const auto& process = holders.processes.at(pid);
    programs.insert(process.program);
    if (chief == 0 && !pids.contains(process.parent)) {
      chief = pid;
    }
  }
  Value spelt = Value::array();
  for (const auto& program : programs) {
    spelt.push_back(valid_utf8(program));
  }
  facts["programs"] = std::move(spelt);
  if (!complete || programs.size() != 1 || chief == 0) {
    return complete;
  }
  const auto& process = holders.processes.at(chief);
  const auto user = holders.users.find(process.uid);
  const auto package = holders.packages.find(process.program);
  facts["pid"] = chief;
  facts["program"] = valid_utf8(process.program);
  facts["user"] = user == holders.users.end() ? std::to_string(process.uid) : valid_utf8(user->second);
  if (package != holders.packages.end()) {
    facts["package"] = valid_utf8(package->second);
  }
  return complete;
}

}  // namespace labcheck::checks
