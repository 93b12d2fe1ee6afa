#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <labcheck/request.hpp>

namespace labcheck::observe {

/// The marks of one probe: the batch's shell announces it, the shell that runs it begins it once it has read the whole
/// script, and the batch's shell ends it. A probe sees its begin mark only, so that it can't end itself or another.
struct ProbeMarks {
  std::string announce{};
  std::string begin{};
  std::string end{};
};

/// Fresh random marks of a batch.
struct BatchMarks {
  std::vector<ProbeMarks> probes{};
  std::string stopped{};  ///< said when the batch was told to stop after the probe that is running
  std::string done{};     ///< said at the end of the batch

  static BatchMarks draw(std::size_t probes);
};

/// Starts every mark; a line feed ends it.
inline constexpr char mark_lead = '\036';

/// Orders that a running batch takes on its standard input; the end of the input means `kill`.
inline constexpr const char* order_stop = "stop\n";  ///< start no more probes
inline constexpr const char* order_kill = "kill\n";  ///< end the whole process group
inline constexpr const char* order_bye = "bye\n";    ///< a stopped batch may be let alone

/// The text to send to a clean shell's standard input: the probes one after the other, each in a subshell; a lone one in
/// a shell of its own.
std::string batch_text(const std::vector<Script>& scripts, const BatchMarks& marks);

}  // namespace labcheck::observe
