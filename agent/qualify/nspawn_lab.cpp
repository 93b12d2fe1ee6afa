#include <cstdlib>
#include <filesystem>
#include <mutex>

#include <unistd.h>

#include <fmt/format.h>

#include <labcheck/value.hpp>

#include "qualify/lab.hpp"
#include "qualify/process.hpp"

namespace labcheck::qualify {
namespace {

namespace fs = std::filesystem;

constexpr int skipped = 77;

/// $LABCHECK_LAB, the source tree that the program was built in, or the installed data; empty when there is none.
std::string lab_tool() {
  if (const char* given = std::getenv("LABCHECK_LAB")) {
    return given;
  }
  std::error_code ignored;
  const auto program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const auto* place : {"../../tests/lab/scenario-lab", "../share/labcheck/lab/scenario-lab"}) {
    if (const auto tool = (program / place).lexically_normal(); fs::exists(tool, ignored)) {
      return tool.string();
    }
  }
  return {};
}

class NspawnLab final : public Lab {
 public:
  NspawnLab(LabPlan plan, std::string tool) : plan_{std::move(plan)}, tool_{std::move(tool)} {}
  ~NspawnLab() override {
    if (kept_) {
      call({"forget", solved_name()}, "forget", true).has_value();
    }
  }

  Result<Hosts> up(const std::string& row, bool solved) override {
    std::vector<std::string> words{
        "up",           lab_name(row),        plan_.scenario, "--owner", std::to_string(::getpid()),
        "--parameters", plan_.parameters_file};
    if (solved) {
      words.insert(words.end(), {"--over", solved_name()});
    }
    LABCHECK_TRY_ASSIGN(const auto text, call(words, row));
    const auto told = Value::parse(text, nullptr, false);
    if (!told.is_object() || !told.contains("roster") || !told.contains("near")) {
      return failed(ErrorKind::resource, "the lab tool said nothing that could be understood: " + text);
    }
    return Hosts{.roster = told.at("roster").get<std::string>(),
                 .near = told.at("near").get<std::vector<std::string>>()};
  }

  Result<bool> keep_solved(const std::string& row) override {
    LABCHECK_TRY_ASSIGN(const auto said, call({"keep", lab_name(row), solved_name()}, row + "-keep"));
    kept_ = true;
    return true;
  }

  void down(const std::string& row) override { call({"down", lab_name(row)}, row + "-down", true).has_value(); }
  bool several_at_once() const override { return true; }

 private:
  std::string lab_name(const std::string& row) const { return fmt::format("q{}-{}", ::getpid(), row); }
  std::string solved_name() const { return fmt::format("q{}-solved", ::getpid()); }

  Result<std::string> call(std::vector<std::string> words, const std::string& log, bool completes = false) {
    words.insert(words.begin(), tool_);
    const auto out = fmt::format("{}/{}.lab.out", plan_.scratch, log);
    const auto err = fmt::format("{}/{}.lab.err", plan_.scratch, log);
    LABCHECK_TRY_ASSIGN(const int status, run_process(words, out, err, completes));
    if (status == skipped) {
      return failed(ErrorKind::unreachable, "no labs on this machine: " + tail_of(err));
    }
    if (status != 0) {
      return failed(ErrorKind::resource,
                    fmt::format("lab {} ended with status {}: {}", words[1], status, tail_of(err)));
    }
    return tail_of(out);
  }

  LabPlan plan_;
  std::string tool_;
  bool kept_{false};
};

}  // namespace

Result<std::unique_ptr<Lab>> nspawn_lab(const LabPlan& plan) {
  auto tool = lab_tool();
  if (tool.empty()) {
    return failed(ErrorKind::invalid,
                  "the lab tool is not installed; set LABCHECK_LAB to tests/lab/scenario-lab, or "
                  "qualify on a lab of your own (--lab)");
  }
  return std::unique_ptr<Lab>{std::make_unique<NspawnLab>(plan, std::move(tool))};
}

}  // namespace labcheck::qualify
