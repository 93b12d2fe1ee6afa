#include "report/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/layout.hpp"
#include "report/points.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

std::string note(const Continuation& continuation, Language language) {
  const auto when = to_clock(continuation.at);
  const bool retry = continuation.kind == Continuation::Kind::retry;
  if (language == Language::zh) {
    return retry ? fmt::format("{} 由 {} 重新检测异常项，原因：{}", when, continuation.by, continuation.reason)
                 : fmt::format("{} 恢复运行。", when);
  }
  return retry
             ? fmt::format("Erred checks were asked again by {} on {}: {}", continuation.by, when, continuation.reason)
             : fmt::format("The run was resumed on {}.", when);
}

std::string note(const Rejudging& rejudging, Language language) {
  const bool zh = language == Language::zh;
  std::string corrected;
  for (const auto& scenario : rejudging.scenarios) {
    corrected += fmt::format(
        "{}{}", corrected.empty() ? (zh ? "，更正的试题：" : ", with corrected scenarios: ") : ", ", scenario);
  }
  if (rejudging.by.empty()) {
    return zh ? fmt::format("未存档的重新评定{}", corrected) : fmt::format("Judged again, not on record{}", corrected);
  }
  const auto when = to_clock(rejudging.at);
  return zh ? fmt::format("{} 由 {} 重新评定，原因：{}{}", when, rejudging.by, rejudging.reason, corrected)
            : fmt::format("Judged again by {} on {}: {}{}", rejudging.by, when, rejudging.reason, corrected);
}

std::string note(const MergedPart& part, Language language) {
  const bool zh = language == Language::zh;
  const auto shard = part.shard.empty() ? "" : fmt::format("{}{}", zh ? "，分片 " : ", shard ", part.shard);
  const auto unfinished = part.interrupted ? (zh ? "，被中断" : ", interrupted") : "";
  return zh ? fmt::format("合并自运行 {}{}（考生 {} 人{}）", part.run, shard, part.candidates, unfinished)
            : fmt::format("Merged from run {}{} ({} candidate{}{})", part.run, shard, part.candidates,
                          part.candidates == 1 ? "" : "s", unfinished);
}

/// When the run was to begin and to end, and of whom it is.
void add_frame(const RunInfo& run, Language language, std::vector<std::string>& notes) {
  const bool zh = language == Language::zh;
  if (run.at) {
    notes.push_back(fmt::format(fmt::runtime(zh ? "按设定于 {} 开始检测。" : "Checks began at the set time, {}."),
                                to_clock(*run.at)));
  }
  if (run.deadline) {
    notes.push_back(
        fmt::format(fmt::runtime(zh ? "本次运行在截止时间 {} 结束，当时未检测的不作评定。"
                                    : "The run ended at its deadline, {}: what was not asked by then is not judged."),
                    to_clock(*run.deadline)));
  }
  if (!run.shard.empty()) {
    notes.push_back(fmt::format(fmt::runtime(zh ? "仅含名单的分片 {}。" : "Only shard {} of the roster."), run.shard));
  }
  for (const auto& part : run.parts) {
    notes.push_back(note(part, language));
  }
}

void add_rejudgings(const RunInfo& run, Language language, std::vector<std::string>& notes) {
  for (const auto& rejudging : run.rejudgings) {
    notes.push_back(note(rejudging, language));
  }
  if (!run.rejudgings.empty() && run.rejudging == 0) {
    notes.emplace_back(language == Language::zh ? "以下是本次运行原先的结论，不是重新评定的结论。"
                                                : "These are the run's own verdicts, from before it was judged again.");
  }
}

void add(CodeLine& line, const SkillResult& skill) {
  line.points.hundredths += skill.points.hundredths;
  line.max_points.hundredths += skill.max_points.hundredths;
  line.title = line.title.empty() ? skill.title : line.title;
  for (const auto vantage : skill.vantages) {
    if (std::find(line.vantages.begin(), line.vantages.end(), vantage) == line.vantages.end()) {
      line.vantages.push_back(vantage);
    }
  }
  for (const auto& check : skill.checks) {
    line.checks.push_back(&check);
  }
}

}  // namespace

std::string ruling_words(const Ruling& ruling, Language language) {
  const bool zh = language == Language::zh;
  const auto& phrase = phrases(language);
  auto words = fmt::format("{}{}{}", word(ruling.kind, language), zh ? "，" : " by ", ruling.by);
  if (!ruling.role.empty()) {
    words += fmt::format("{}{}{}", zh ? "（" : " (", ruling.role, zh ? "）" : ")");
  }
  words += fmt::format("{}{}", phrase.comma, to_clock(ruling.at));
  if (ruling.expires && *ruling.expires <= ruling.at) {
    words += fmt::format("{}{}", phrase.comma, phrase.withdrawn);
  } else if (ruling.expires) {
    words += fmt::format("{}{} {}", phrase.comma, phrase.expires, to_clock(*ruling.expires));
  }
  return ruling.comment.empty() ? words : fmt::format("{}{}{}", words, phrase.colon, ruling.comment);
}

std::string flag_words(const Flag& flag, Language language) {
  const auto place = flag.host.empty() ? "" : fmt::format(" [{}]", flag.host);
  return fmt::format("{}{}{}{}", flag.code, place, phrases(language).colon, flag.message);
}

std::vector<std::string> run_notes(const RunInfo& run, Language language) {
  const bool zh = language == Language::zh;
  std::vector<std::string> notes;
  if (run.interrupted) {
    notes.emplace_back(phrases(language).interrupted);
  }
  add_frame(run, language, notes);
  for (const auto& continuation : run.continuations) {
    notes.push_back(note(continuation, language));
  }
  if (run.exam && !run.unqualified_because.empty()) {
    notes.push_back(
        fmt::format("{}{}", zh ? "考试使用了未经验证的试题，原因：" : "An exam with scenarios that are not qualified: ",
                    run.unqualified_because));
  }
  add_rejudgings(run, language, notes);
  if (run.withheld > 0) {
    notes.push_back(zh ? fmt::format("本记录是导出的一部分，未包含 {} 条记录。", run.withheld)
                       : fmt::format("A part of a ledger: {} records were withheld.", run.withheld));
  }
  return notes;
}

std::vector<CodeLine> code_lines(const CandidateResult& candidate) {
  std::vector<CodeLine> lines;
  for (const auto& code : candidate.codes) {
    CodeLine line{.code = &code, .title = code.title};
    for (const auto& skill : candidate.skills) {
      if (skill.level == code.level && skill.code == code.code) {
        add(line, skill);
      }
    }
    std::sort(line.vantages.begin(), line.vantages.end());
    lines.push_back(std::move(line));
  }
  return lines;
}

bool is_host_only(const std::vector<Vantage>& vantages) {
  return !vantages.empty() &&
         std::all_of(vantages.begin(), vantages.end(), [](Vantage vantage) { return vantage == Vantage::host; });
}

std::string points_of(Points points, Points most) {
  return fmt::format("{}/{}", to_text(points), to_text(most));
}

std::string sentence(std::string_view text, std::size_t columns) {
  return clip(printable(text.substr(0, 8 * columns)), columns);
}

}  // namespace labcheck::report
