#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace labcheck::test {

/// What random scenarios ask about: a folder on the hosts, a port that is served and one that is not.
struct RandomLab {
  std::string folder{};
  std::uint16_t open{0};
  std::uint16_t closed{0};

  /// Puts the folder back to where every run starts.
  void reset() const;
};

/// Draws a scenario for the role `box` and the agent itself out of few questions, so that its checks often ask alike:
/// with steps in any order, other right solutions, needs, saved values, things that come true while a check waits, and
/// changes that stay and that later checks read. Its verdicts are the same however fast it is asked.
class RandomScenario {
 public:
  RandomScenario(unsigned seed, const RandomLab& lab) : random_{seed}, lab_{lab} {}

  std::string text();

 private:
  struct Question {
    std::string asked{};
    std::vector<std::string> expected{};
  };
  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  bool one_in(int number) { return below(number) == 0; }
  std::string pick(const std::vector<std::string>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  std::string path(const std::string& name) const { return lab_.folder + "/" + name; }
  Question draw_question();
  std::string question();
  std::string saving();
  std::string change();
  std::string waiting(const std::string& counter);
  std::string reading_check(const std::string& id, bool late);
  std::string changing_check(const std::string& id);
  std::string waiting_checks(const std::string& id);
  std::string needs(bool late);

  std::mt19937 random_;
  const RandomLab& lab_;
  std::vector<std::string> early_{};  ///< ids of the checks so far that only read, in the phase `read`
  std::vector<std::string> all_{};
  std::vector<Question> questions_{};
};

}  // namespace labcheck::test
