#include "ledger/export.hpp"

#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "ledger/opening.hpp"
#include "ledger/reader.hpp"
#include "ledger/store.hpp"

namespace labcheck::ledger {

namespace {

bool is_kept(const Row& row, const std::string& mark) {
  return row.withheld() || row.owner.empty() || row.owner == mark;
}

Row withheld(const Row& row) {
  Row bare;
  bare.entry.seq = row.entry.seq;
  bare.entry.kind = kind::withheld;
  bare.entry.payload = content_of(row);
  bare.body = "{}";
  bare.owner = row.owner;
  bare.chain = row.chain;
  return bare;
}

Result<void> copy_rows(Database& from, const std::string& mark, Store& to, Exported& exported) {
  LABCHECK_TRY_ASSIGN(auto rows, all_rows(from));
  std::vector<Row> batch;
  constexpr std::size_t batch_size = 256;
  while (true) {
    LABCHECK_TRY_ASSIGN(auto row, next_row(rows));
    if (row) {
      ++exported.records;
      batch.push_back(is_kept(*row, mark) ? std::move(*row) : withheld(*row));
      exported.withheld += batch.back().withheld() ? 1 : 0;
    }
    if (batch.size() == batch_size || !row) {
      if (auto copied = to.copy(batch); !copied) {
        return copied;
      }
      batch.clear();
    }
    if (!row) {
      return {};
    }
  }
}

Result<std::string> mark_of(const Contents& contents, const std::string& candidate) {
  const auto found = candidate.empty() ? contents.owners.end() : contents.owners.find(candidate);
  if (found != contents.owners.end()) {
    return found->second;
  }
  std::vector<std::string> known;
  for (const auto& [name, mark] : contents.owners) {
    if (!name.empty()) {
      known.push_back(name);
    }
  }
  return failed(ErrorKind::invalid,
                fmt::format("there is no candidate '{}' in it{}", candidate, did_you_mean(candidate, known)));
}

tl::unexpected<Error> cannot_export(const std::string& path, const Error& error) {
  return failed(error.kind, fmt::format("cannot export from the ledger '{}': {}", path, error.message));
}

}  // namespace

Result<Exported> export_ledger(const std::string& from, const std::string& candidate, const std::string& to) {
  // Every record must be in its place before parts of the ledger are handed on.
  LABCHECK_TRY_ASSIGN(const auto contents, read_whole_ledger(from));
  const auto mark = mark_of(contents, candidate);
  if (!mark) {
    return cannot_export(from, mark.error());
  }
  auto database = open_for_reading(from);
  if (!database) {
    return cannot_export(from, database.error());
  }
  LABCHECK_TRY_ASSIGN(auto store, Store::create(to));
  Exported exported;
  const auto copied = copy_rows(*database, *mark, store, exported).and_then([&] { return store.close(); });
  if (!copied) {
    std::error_code ignored;
    std::filesystem::remove(to, ignored);
    return cannot_export(from, copied.error());
  }
  return exported;
}

}  // namespace labcheck::ledger
