#pragma once

#include "qualify/qualification.hpp"

namespace labcheck::cli {

/// What a scenario's rows came to.
struct Tally {
  int held{0};
  int survived{0};
  int errors{0};

  void count(const qualify::Row& row, const qualify::RowResult& result);
  void add(const Tally& other);
  int exit_code() const;
};

/// The kill table on standard output, a row as it ends, and what it comes to.
void print_start(const Scenario& scenario, std::size_t rows);
void print_row(const qualify::Row& row, const qualify::RowResult& result);
void print_end(const qualify::Folder& folder, const Scenario& scenario, const qualify::Stored& stored,
               const Tally& tally);
/// The last line where several scenarios were tried.
void print_total(std::size_t scenarios, const Tally& tally);

}  // namespace labcheck::cli
