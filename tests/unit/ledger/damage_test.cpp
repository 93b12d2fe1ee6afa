#include <fstream>
#include <iterator>

#include "example.hpp"
#include "ledger/verify.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

constexpr std::size_t ruined = 9;  ///< the longest number in an SQLite file

std::string text_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_SUITE("ledger/damage") {
  TEST_CASE("ruined bytes are damage of the file, wherever they are, and never trouble of our own") {
    // Found by fuzzing: a size beyond all bounds, or an unknown schema format, was told as a failed resource.
    const Folder folder;
    const auto path = folder.file("run.labcheck");
    write_example(path);
    const auto good = text_of(path);
    int refused = 0;
    for (std::size_t at = 20; at + ruined < good.size(); at += 6) {
      auto bad = good;
      bad.replace(at, ruined, std::string(ruined, '\xff'));
      std::ofstream{path, std::ios::binary} << bad;
      const auto record = read_ledger(path);
      const auto verification = verify_ledger(path, std::nullopt);
      CAPTURE(at);
      CHECK((record || record.error().kind != ErrorKind::resource));
      CHECK((verification || verification.error().kind != ErrorKind::resource));
      refused += record ? 0 : 1;
    }
    CHECK(refused > 100);
  }
}
