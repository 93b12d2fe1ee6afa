#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <labcheck/value.hpp>

namespace labcheck::checks {

/// Documents as values, within limits of depth and size that aliases can't pass.
class YamlValues final : public YAML::EventHandler {
 public:
  /// Thrown through the parser to stop it.
  struct Refusal {
    std::string what{};
    std::size_t line{0};  ///< from 1; 0 for the whole file
  };

  /// Of a text, whose lines tell where one document may follow another.
  explicit YamlValues(std::string_view text);

  std::vector<Value> take() { return std::move(documents_); }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override { add(nullptr, anchor); }
  void OnAlias(const YAML::Mark&, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override;
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Value::array(), anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(Value::object(), anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Value value{};
    YAML::anchor_t anchor{0};
    bool has_key{false};
    std::string key{};
    std::vector<Value> merged{};  ///< what `<<` takes over
  };

  bool may_begin(const YAML::Mark& mark) const;
  void open(Value value, YAML::anchor_t anchor);
  void close();
  void add(Value value, YAML::anchor_t anchor);
  void count(const Value& value);

  std::vector<std::string> lines_;
  std::vector<Value> documents_{};
  int last_begin_{-1};
  std::vector<Open> open_{};
  std::map<YAML::anchor_t, Value> anchors_{};
  Value root_ = nullptr;
  std::size_t weight_{0};
};

}  // namespace labcheck::checks
