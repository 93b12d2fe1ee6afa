#include "report/words.hpp"

namespace labcheck::report {

namespace {

constexpr Phrases english{
    .run = "run",
    .took = "took",
    .interrupted = "The run was interrupted: not everything was asked.",
    .never_ended = "its end was never recorded",
    .seat = "seat",
    .points = "points",
    .host_only = "(seen from the host only)",
    .optional = "(optional)",
    .hint = "hint",
    .flag = "flag",
    .ruling = "ruling",
    .expires = "expires",
    .withdrawn = "withdrawn",
    .colon = ": ",
    .comma = ", ",
    .codes = "Skill codes",
    .candidate = "candidate",
    .no_codes = "No skill code was judged.",
    .summary = "{} candidate{}, {} skill code{}",
    .scenario = "scenario",
    .verdict = "verdict",
    .outcome = "outcome",
    .check = "check",
    .why = "why",
    .skill = "skill",
};

constexpr Phrases chinese{
    .run = "运行",
    .took = "用时",
    .interrupted = "本次运行被中断：有检测点未检测。",
    .never_ended = "未记录结束时间",
    .seat = "座位",
    .points = "分",
    .host_only = "（仅从主机自身检测）",
    .optional = "（选做）",
    .hint = "提示",
    .flag = "疑点",
    .ruling = "人工评定",
    .expires = "失效时间",
    .withdrawn = "已撤回",
    .colon = "：",
    .comma = "，",
    .codes = "技能评定结论",
    .candidate = "考生",
    .no_codes = "没有评定任何技能。",
    .summary = "考生 {}{} 名，技能要求 {}{} 项",
    .scenario = "考核任务",
    .verdict = "评定结论",
    .outcome = "检测结果",
    .check = "检测点",
    .why = "原因",
    .skill = "技能要求",
};

constexpr ProgressPhrases english_progress{
    .checks = "{}/{} checks",
    .skills = "{}/{} skills",
    .per_second = "/s",
    .per_minute = "/min",
    .elapsed = "{}",
    .left = "about {} left",
    .flags = "flagged",
    .more = "… and {} more",
    .colon = ": ",
    .comma = ", ",
    .open = "open",
    .running = "under way",
    .pass = "pass",
    .fail = "fail",
    .error = "error",
    .manual = "manual",
    .blocked = "blocked",
    .waived = "waived",
};

constexpr ProgressPhrases chinese_progress{
    .checks = "检测点 {}/{}",
    .skills = "技能 {}/{}",
    .per_second = "/秒",
    .per_minute = "/分",
    .elapsed = "用时 {}",
    .left = "约剩 {}",
    .flags = "疑点",
    .more = "… 另有考生 {} 名",
    .colon = "：",
    .comma = "，",
    .open = "未检",
    .running = "检测中",
    .pass = "达标",
    .fail = "未达标",
    .error = "异常",
    .manual = "待人工评定",
    .blocked = "前置项未通过",
    .waived = "免评",
};

}  // namespace

std::string_view word(Verdict verdict, Language language) {
  constexpr std::string_view words[] = {"达标", "未达标", "待定"};
  return language == Language::zh ? words[static_cast<int>(verdict)] : to_string(verdict);
}

std::string_view word(Outcome outcome, Language language) {
  constexpr std::string_view words[] = {
      "通过", "未通过", "检测异常（非考生原因）", "前置项未通过，未检测", "待人工评定", "免评", "不适用"};
  if (language == Language::zh) {
    return words[static_cast<int>(outcome)];
  }
  return outcome == Outcome::not_applicable ? "not applicable" : to_string(outcome);
}

std::string_view word(RulingKind kind, Language language) {
  constexpr std::string_view words[] = {"通过", "未通过", "免评"};
  return language == Language::zh ? words[static_cast<int>(kind)] : to_string(kind);
}

const Phrases& phrases(Language language) {
  return language == Language::zh ? chinese : english;
}

const ProgressPhrases& progress_phrases(Language language) {
  return language == Language::zh ? chinese_progress : english_progress;
}

std::string_view group_word(std::string_view kind, Language language) {
  if (language != Language::zh) {
    return kind;
  }
  return kind == "level" ? "级别" : kind == "domain" ? "领域" : kind == "task" ? "任务" : kind;
}

}  // namespace labcheck::report
