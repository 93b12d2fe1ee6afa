#include "superblock.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/storage/mount_table.hpp"

namespace labcheck::checks {
namespace {

using Words = std::map<std::string, std::string, std::less<>>;

Result<std::int64_t> number_in(const Words& words, std::string_view key) {
  const auto found = words.find(key);
  const auto number = found == words.end() ? std::nullopt : read_integer(found->second);
  return number && *number >= 0 && *number < (std::int64_t{1} << 52)
             ? Result<std::int64_t>{*number}
             : unreadable(fmt::format("the file system's description has no '{}' that is a number", key));
}

Result<std::int64_t> product(std::int64_t blocks, std::int64_t block_size) {
  constexpr std::int64_t largest_block = 1 << 20;
  return block_size > 0 && block_size <= largest_block && blocks <= (std::int64_t{1} << 62) / block_size
             ? Result<std::int64_t>{blocks * block_size}
             : unreadable(fmt::format("the file system's blocks have {} bytes", block_size));
}

// What stands in the section "data" for blocks is data.blocks.
Words xfs_words(std::string_view printed) {
  Words words;
  std::string section;
  for (const auto& line : lines_of(printed)) {
    const auto equals = line.find('=');
    if (equals == std::string::npos) {
      continue;
    }
    if (const auto named = words_of(std::string_view{line}.substr(0, equals)); !named.empty()) {
      section = named.front();
    }
    auto pieces = words_of(std::string_view{line}.substr(equals + 1));
    for (auto& piece : pieces) {
      const auto at = piece.find('=');
      if (at != std::string::npos) {
        auto value = piece.substr(at + 1);
        value.erase(value.find_last_not_of(',') + 1);
        words.emplace(section + '.' + piece.substr(0, at), value);
      }
    }
  }
  return words;
}

}  // namespace

Result<Value> read_ext(std::string_view printed, bool mounted) {
  Words words;
  for (const auto& line : lines_of(printed)) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) {
      continue;
    }
    const auto from = line.find_first_not_of(" \t", colon + 1);
    words.emplace(line.substr(0, colon), from == std::string::npos ? "" : line.substr(from));
  }
  LABCHECK_TRY_ASSIGN(const auto blocks, number_in(words, "Block count"));
  LABCHECK_TRY_ASSIGN(const auto block_size, number_in(words, "Block size"));
  LABCHECK_TRY_ASSIGN(const auto inodes, number_in(words, "Inode count"));
  LABCHECK_TRY_ASSIGN(const auto size, product(blocks, block_size));
  if (words.count("Filesystem state") == 0 || words.count("Filesystem features") == 0) {
    return unreadable("dumpe2fs printed no state or no features");
  }
  auto features = Value::array();
  bool journal_waits = false;
  for (const auto& feature : words_of(words["Filesystem features"])) {
    journal_waits = journal_waits || feature == "needs_recovery";
    features.push_back(valid_utf8(feature));
  }
  const bool clean = words["Filesystem state"] == "clean" && (mounted || !journal_waits);
  return Value{
      {"size", size}, {"block_size", block_size}, {"inodes", inodes}, {"features", features}, {"clean", clean}};
}

Result<Value> read_xfs(std::string_view printed) {
  constexpr std::array<std::string_view, 10> flags{"crc",     "finobt",     "sparse",  "rmapbt", "reflink",
                                                   "bigtime", "inobtcount", "nrext64", "ftype",  "lazy-count"};
  const auto words = xfs_words(printed);
  LABCHECK_TRY_ASSIGN(const auto blocks, number_in(words, "data.blocks"));
  LABCHECK_TRY_ASSIGN(const auto block_size, number_in(words, "data.bsize"));
  LABCHECK_TRY_ASSIGN(const auto size, product(blocks, block_size));
  auto features = Value::array();
  for (const auto& [key, value] : words) {
    const auto name = key.substr(key.find('.') + 1);
    if (value == "1" && std::find(flags.begin(), flags.end(), name) != flags.end()) {
      features.push_back(name);
    }
  }
  return Value{{"size", size}, {"block_size", block_size}, {"features", features}};
}

}  // namespace labcheck::checks
