#pragma once

#include <string>

#include <labcheck/verdict.hpp>

namespace labcheck::report::test {

inline Time at(std::int64_t milliseconds) {
  return Time{Duration{milliseconds}};
}

inline CheckResult check(std::string id, Text title, Outcome outcome, std::int64_t points, std::int64_t most,
                         std::string why = {}) {
  return {.id = std::move(id),
          .title = std::move(title),
          .outcome = outcome,
          .points = {points},
          .max_points = {most},
          .vantage = Vantage::host,
          .why = std::move(why),
          .attempts = 1,
          .elapsed = Duration{120},
          .observations = {7}};
}

inline Ruling ruling(RulingKind kind, std::string by) {
  return {.kind = kind, .check = "one", .by = std::move(by), .at = at(1'795'558'800'000)};
}

/// Everything that an attacker's host, and an unlucky roster, can put into a report.
inline const std::string nasty =
    "\x1b[2J\x1b[1;32mpass\x1b[0m \x07 \xe2\x80\xae"
    "ssap ]]> <b>&\"' # SKIP \r\n ok 1\t\xff\xc3 \xc2\x9b"
    "31m \xf3\xa0\x81\x81 \xef\xbf\xbf --- ... <script>alert(1)</script> [x](javascript:1) | `code` @all ;=1+1 ";

inline CandidateResult first_candidate() {
  auto fails = check("lb-listens", {.en = "Balancer port is served", .zh = "负载均衡端口监听"}, Outcome::fail, 0, 200,
                     "expected listening true, found false on lb");
  fails.expected = "true";
  fails.actual = "false";
  fails.hint = {.en = "start the balancer and see what it listens on", .zh = "启动负载均衡服务并查看监听端口"};
  auto hostile = check("page", {.en = "Front page", .zh = "首页内容"}, Outcome::fail, 0, 33,
                       "expected body containing 'welcome', found '" + nasty + "'");
  hostile.actual = nasty + std::string("nul\0", 4);
  hostile.expected = "containing 'welcome'";
  hostile.vantage = Vantage::peer;
  hostile.optional = true;
  auto blocked = check("both-backends", {.en = "Requests reach both backends", .zh = "请求分发到两台后端"},
                       Outcome::blocked, 0, 100, "lb-listens did not pass");
  blocked.attempts = 0;
  blocked.observations = {};
  auto erred = check("schema", {.en = "Database schema", .zh = "数据库结构"}, Outcome::error, 0, 100,
                     "no answer from db within 30s");
  auto manual = check("wiring", {.en = "Wiring diagram", .zh = "拓扑图绘制"}, Outcome::manual, 0, 250,
                      "is the diagram complete?");
  manual.rulings = {ruling(RulingKind::passed, "李四")};
  manual.rulings[0].role = "assessor";
  manual.rulings[0].comment = "接线正确";
  auto attested = check("enabled", {.en = "Starts at boot", .zh = "开机启动"}, Outcome::pass, 33, 33,
                        "passed by 李四 on 2026-11-24 22:20:00 UTC");
  attested.rulings = {ruling(RulingKind::passed, "李四"), ruling(RulingKind::failed, nasty)};
  attested.rulings[1].comment = nasty;
  CandidateResult candidate{.id = "c01", .name = "张三", .seat = "A-01"};
  candidate.flags = {{"c01", "lb", "rc-noise", "the shell printed '" + nasty + "'"},
                     {"c01", "", "twin-host", "one machine stands behind web[0] and web[1]"}};
  candidate.skills = {
      {.scenario = "junior/load-balancer",
       .level = "junior",
       .code = "2.2.3",
       .title = {.en = "Configures load balancing", .zh = "能配置负载均衡"},
       .verdict = Verdict::fail,
       .cause = "lb-listens failed",
       .points = {0},
       .max_points = {1000},
       .vantages = {Vantage::host, Vantage::peer},
       .checks = {fails, hostile, blocked}},
      {.scenario = "junior/load-balancer",
       .level = "junior",
       .code = "2.2.4",
       .title = {.en = "Keeps the service running", .zh = "能保持服务运行"},
       .verdict = Verdict::pass,
       .points = {33},
       .max_points = {33},
       .vantages = {Vantage::host},
       .checks = {attested}},
      {.scenario = "senior/database",
       .level = "senior",
       .code = "4.1.1",
       .title = {.en = "Designs a database with tables, indexes and a plan for backup and recovery that was tried",
                 .zh = "能设计包含数据表、索引并经过验证的备份恢复方案的数据库，能说明各部分之间的关系，能根据业务变化"
                       "调整设计方案"},
       .verdict = Verdict::undetermined,
       .cause = "schema could not be asked, wiring waits for a person",
       .points = {0},
       .max_points = {350},
       .vantages = {Vantage::host},
       .checks = {erred, manual}}};
  candidate.codes = {{.level = "junior",
                      .code = "2.2.3",
                      .title = {.en = "Configures load balancing"},
                      .verdict = Verdict::fail,
                      .cause = "lb-listens failed"},
                     {.level = "junior", .code = "2.2.4", .verdict = Verdict::pass},
                     {.level = "senior",
                      .code = "4.1.1",
                      .verdict = Verdict::undetermined,
                      .cause = "schema could not be asked, wiring waits for a person"}};
  candidate.totals = {.pass = 1, .fail = 1, .undetermined = 1, .points = {33}, .max_points = {1383}};
  candidate.groups = {{.kind = "level",
                       .id = "junior",
                       .title = {.en = "Junior", .zh = "初级"},
                       .totals = {.pass = 1, .fail = 1, .points = {33}, .max_points = {1033}}},
                      {.kind = "domain",
                       .id = "2",
                       .title = {.en = "Platform services", .zh = "平台服务"},
                       .totals = {.pass = 1, .fail = 1, .points = {33}, .max_points = {1033}}}};
  return candidate;
}

inline CandidateResult second_candidate() {
  auto waived = check("swap", {}, Outcome::waived, 0, 0, "waived by the proctor");
  waived.rulings = {ruling(RulingKind::waived, "王五")};
  waived.rulings[0].role = "考评组长";
  waived.rulings[0].comment = "the switch was broken";
  waived.rulings[0].expires = at(1'798'761'600'000);
  CandidateResult candidate{.id = "c02", .name = "O'Brien <o@b.example> & Søn"};
  candidate.skills = {
      {.scenario = "junior/load-balancer",
       .level = "junior",
       .code = "2.2.3",
       .title = {.en = "Configures load balancing", .zh = "能配置负载均衡"},
       .verdict = Verdict::pass,
       .points = {1000},
       .max_points = {1000},
       .vantages = {Vantage::host, Vantage::agent},
       .checks = {
           check("lb-listens", {.en = "Balancer port is served", .zh = "负载均衡端口监听"}, Outcome::pass, 200, 200),
           check("ipv6", {.en = "IPv6 is served"}, Outcome::not_applicable, 0, 0, "this lab has no IPv6"), waived}}};
  candidate.codes = {{.level = "junior", .code = "2.2.3", .verdict = Verdict::pass}};
  candidate.totals = {.pass = 1, .points = {1000}, .max_points = {1000}};
  return candidate;
}

/// A candidate of whom nothing but a code is known, named to run in a spreadsheet.
inline CandidateResult third_candidate() {
  CandidateResult candidate{.id = "c03", .name = "=HYPERLINK(\"http://evil.example/\",\"pass\")", .seat = " @A1;-1+1"};
  candidate.codes = {{.level = "junior",
                      .code = "2.2.3",
                      .title = {.en = "+1", .zh = "＝1"},
                      .verdict = Verdict::fail,
                      .cause = "\t=1+1 " + nasty}};
  candidate.totals = {.fail = 1};
  return candidate;
}

/// A fixed run of three candidates with every outcome and every verdict in it.
inline RunResult example() {
  RunResult result;
  result.run = {.id = "5eed", .started = at(1'795'558'203'250), .ended = at(1'795'558'275'500), .version = "0.1.0"};
  result.scenarios = {{.id = "junior/load-balancer",
                       .title = {.en = "Load-balanced web service", .zh = "负载均衡 Web 服务"},
                       .level = "junior",
                       .standard = "cloud-ops-dev",
                       .digest = std::string(64, 'a')},
                      {.id = "senior/database",
                       .title = {.en = "", .zh = "数据库设计"},
                       .level = "senior",
                       .standard = "cloud-ops-dev",
                       .digest = std::string(64, 'b')}};
  result.candidates = {first_candidate(), second_candidate(), third_candidate()};
  result.summary = {.pass = 2, .fail = 2, .undetermined = 1, .points = {1033}, .max_points = {2383}};
  return result;
}

}  // namespace labcheck::report::test
