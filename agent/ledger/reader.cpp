#include "ledger/reader.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"
#include "ledger/opening.hpp"
#include "ledger/owners.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {

namespace {

tl::unexpected<Error> cannot_read(ErrorKind kind, const std::string& path, std::string_view why) {
  return failed(kind, fmt::format("cannot read the ledger '{}': {}", path, why));
}

// A record's place: its number follows the one before, and its chain value follows from all before.
Result<void> check_place(const Row& row, std::int64_t expected, std::string& chain) {
  const auto& entry = row.entry;
  if (entry.seq != expected) {
    return damaged(fmt::format("record {} is missing", expected));
  }
  chain = chain_value(chain, row, entry.seq);
  if (row.chain != chain) {
    return damaged(fmt::format("record {} does not fit the hash chain", entry.seq));
  }
  if ((entry.seq == 1) != (entry.kind == kind::run)) {
    return damaged(fmt::format("record {} is of the kind '{}'", entry.seq, entry.kind));
  }
  return {};
}

Result<void> add_row(Contents& contents, Row row) {
  row.entry.body = Value::parse(row.body, nullptr, false);
  if (row.entry.body.is_discarded()) {
    return damaged(fmt::format("record {}: its body is no JSON", row.entry.seq));
  }
  std::string problem;
  if (!add_rejudging(contents.rejudgings, row.entry, problem)) {
    const auto added = add_entry(contents.record, row.entry);
    problem = added ? "" : added.error().message;
  }
  return problem.empty() ? Result<void>{}
                         : damaged(fmt::format("record {} ({}): {}", row.entry.seq, row.entry.kind, problem));
}

/// The fingerprint that record 1 promises a signature of.
std::string signer_of(const Value& body) {
  const auto signer = body.is_object() ? body.find("signer") : body.end();
  return body.is_object() && signer != body.end() && signer->is_string() ? signer->get<std::string>() : std::string{};
}

// Nothing is judged from a record that someone left things out of.
Result<Contents> look_at_owners(const Owners& owners, Contents& contents) {
  const auto findings = owners.findings();
  if (!findings.empty()) {
    return damaged(fmt::format("record {}: {}", findings.front().first, findings.front().what));
  }
  contents.owners = owners.marks();
  contents.record.run.withheld = owners.withheld();
  for (const auto& rejudging : contents.rejudgings) {
    contents.record.run.rejudgings.push_back(rejudging.info);
  }
  return std::move(contents);
}

Result<Contents> with_a_run(Contents contents) {
  if (contents.last == 0) {
    return failed(ErrorKind::unreadable, "it is empty: the run ended before anything was recorded");
  }
  return contents;
}

}  // namespace

Result<Contents> read_contents(Database& database) {
  LABCHECK_TRY_ASSIGN(auto rows, all_rows(database));
  Contents contents{.chain = chain_start()};
  Owners owners;
  while (true) {
    LABCHECK_TRY_ASSIGN(auto row, next_row(rows));
    if (!row) {
      return look_at_owners(owners, contents);
    }
    owners.add(*row);
    if (auto placed = check_place(*row, contents.last + 1, contents.chain); !placed) {
      return tl::unexpected<Error>(placed.error());
    }
    contents.last = row->entry.seq;
    contents.signed_to = row->entry.kind == kind::signature ? contents.last : contents.signed_to;
    if (contents.last == 1) {
      contents.signer = signer_of(Value::parse(row->body, nullptr, false));
    }
    if (auto added = add_row(contents, std::move(*row)); !added) {
      return tl::unexpected<Error>(added.error());
    }
  }
}

Result<Contents> read_whole_ledger(const std::string& path) {
  if (sodium_init() < 0) {
    return cannot_read(ErrorKind::resource, path, "libsodium does not start");
  }
  auto contents =
      open_for_reading(path).and_then([](Database database) { return read_contents(database); }).and_then(with_a_run);
  return std::move(contents).map_error(
      [&](const Error& error) { return cannot_read(error.kind, path, error.message).value(); });
}

Result<Record> read_ledger(const std::string& path) {
  LABCHECK_TRY_ASSIGN(auto contents, read_whole_ledger(path));
  return std::move(contents.record);
}

}  // namespace labcheck::ledger
