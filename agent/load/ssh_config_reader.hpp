#pragma once

#include <memory>
#include <string>
#include <vector>

#include "load/ssh_config.hpp"
#include "load/ssh_config_line.hpp"

namespace labcheck::load {

/// Goes through ssh_config for one host.
class SshConfigReader {
 public:
  SshConfigReader(const SshConfigSources& sources, const SshQuery& query) : sources_{sources}, query_{query} {}

  /// The file itself; `final` blocks make it worth a second pass.
  SshHost read(const std::string& path);

 private:
  /// Whether the lines of a block are for this host. `doubtful`: only a command could say.
  enum class Active { no, yes, doubtful };

  void read_file(const std::string& path, Active& active, bool never, int depth);
  void read_line(const SshConfigLine& line, Active& active, bool never, int depth);
  void include(const SshConfigLine& line, Active& active, bool never, int depth);
  Active host_block(const SshConfigLine& line) const;
  Active match_block(const SshConfigLine& line);
  Active criterion(const std::string& name, const std::string& value);

  void take_value(const SshConfigLine& line, Active active);
  void take_way(const SshConfigLine& line);
  void take_jump(const SshConfigLine& line);
  bool take_path_values(const SshConfigLine& line);
  void take_other_values(const SshConfigLine& line);
  bool settled(const std::string& keyword) const;
  std::optional<bool> boolean(const SshConfigLine& line);
  void error(std::string message);

  const SshConfigSources& sources_;
  const SshQuery& query_;
  SshHost host_{};
  Place place_{};
  std::string doubt_{};
  int files_{0};
  bool final_pass_{false};
  bool wants_final_pass_{false};
};

}  // namespace labcheck::load
