#include <fmt/format.h>

#include "report/html_page.hpp"
#include "report/layout.hpp"
#include "report/slip_lines.hpp"
#include "report/words.hpp"

namespace labcheck::report {

namespace {

std::string pairs_html(const std::vector<std::pair<std::string, std::string>>& pairs, std::string_view style_class) {
  std::string rows;
  for (const auto& [name, text] : pairs) {
    rows += "<tr>" + element("th", name) + element("td", text, style_class) + "</tr>\n";
  }
  return "<table>\n" + rows + "</table>\n";
}

std::string code_html(const SlipCode& code, Language language) {
  const auto& line = code.line;
  auto name = fmt::format("{} {}  {}", line.code->level, line.code->code, folded(line.title.in(language)));
  if (is_host_only(line.vantages)) {
    name += fmt::format("  {}", phrases(language).host_only);
  }
  std::string notes;
  for (const auto& note : code.notes) {
    notes += element("div", note);
  }
  return "<tr>" + element("td", name) +
         element("td", word(line.code->verdict, language), to_string(line.code->verdict)) +
         element("td", points_of(line.points, line.max_points)) + "<td>" + notes + "</td></tr>\n";
}

std::string section(const RunResult& result, const CandidateResult& candidate, const Seal& seal, Language language) {
  const auto content = slip_content(result, candidate, seal, language);
  const auto& words = slip_words(language);
  const auto& phrase = phrases(language);
  auto html = "<section class=\"slip\">\n" + element("h1", fmt::format("labcheck  {}", words.title)) + "\n" +
              pairs_html(content.head, "");
  for (const auto& note : content.notes) {
    html += element("p", note, "note") + "\n";
  }
  std::string codes;
  for (const auto& code : content.codes) {
    codes += code_html(code, language);
  }
  html += codes.empty()
              ? element("p", phrase.no_codes) + "\n"
              : "<table>\n<tr>" + element("th", phrase.skill) + element("th", phrase.verdict) +
                    element("th", phrase.points) + element("th", phrase.why) + "</tr>\n" + codes + "</table>\n";
  html += element("p", fmt::format("{}  {}", words.total, content.total), "note") + "\n";
  for (const auto& flag : content.flags) {
    html += element("p", fmt::format("{}  {}", phrase.flag, flag)) + "\n";
  }
  html += pairs_html(content.seal, "mono") + "<table class=\"sign\">\n";
  for (int person = 0; person < 2; ++person) {
    html += "<tr>" + element("th", words.signature) + "<td></td>" + element("th", words.date) + "<td></td></tr>\n";
  }
  return html + "</table>\n</section>\n";
}

}  // namespace

std::string slips_html(const RunResult& result, const std::vector<const CandidateResult*>& candidates, const Seal& seal,
                       Language language) {
  std::string body;
  for (const auto* candidate : candidates) {
    body += section(result, *candidate, seal, language);
  }
  return html_page(slip_words(language).title, language, body);
}

}  // namespace labcheck::report
