#include "judge/fold.hpp"

#include <algorithm>

namespace labcheck::judge {

namespace {

int count(const std::vector<Outcome>& outcomes, Outcome outcome) {
  return static_cast<int>(std::count(outcomes.begin(), outcomes.end(), outcome));
}

}  // namespace

Outcome fold_all(const std::vector<Outcome>& outcomes) {
  if (outcomes.empty() || count(outcomes, Outcome::fail) > 0) {
    return Outcome::fail;
  }
  return count(outcomes, Outcome::pass) == static_cast<int>(outcomes.size()) ? Outcome::pass : Outcome::error;
}

Outcome fold_any(const std::vector<Outcome>& outcomes) {
  if (count(outcomes, Outcome::pass) > 0) {
    return Outcome::pass;
  }
  return count(outcomes, Outcome::fail) == static_cast<int>(outcomes.size()) ? Outcome::fail : Outcome::error;
}

Outcome fold_hosts(const Selector& on, const std::vector<Outcome>& outcomes) {
  const int passed = count(outcomes, Outcome::pass);
  const int possible = static_cast<int>(outcomes.size()) - count(outcomes, Outcome::fail);
  switch (on.quantity) {
    case Selector::Quantity::each:
      return fold_all(outcomes);
    case Selector::Quantity::any:
      return fold_any(outcomes);
    case Selector::Quantity::at_least:
      return passed >= on.number ? Outcome::pass : possible >= on.number ? Outcome::error : Outcome::fail;
    case Selector::Quantity::exactly:
      break;
  }
  if (passed > on.number || possible < on.number) {
    return Outcome::fail;
  }
  return passed == possible ? Outcome::pass : Outcome::error;
}

}  // namespace labcheck::judge
