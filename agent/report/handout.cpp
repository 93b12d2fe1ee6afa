#include "report/handout.hpp"

#include <sstream>

#include <fmt/format.h>

#include "report/html_page.hpp"
#include "report/layout.hpp"
#include "report/markdown_text.hpp"

namespace labcheck::report {
namespace {

struct HandoutWords {
  std::string_view sheet{};
  std::string_view seat{};
  std::string_view hosts{};
  std::string_view address{};
  std::string_view proctor{};
  std::string_view values{};
  std::string_view points{};
};

const HandoutWords& words_in(Language language) {
  static const HandoutWords en{.sheet = "Task sheet",
                               .seat = "seat",
                               .hosts = "Your hosts",
                               .address = "address",
                               .proctor = "the proctor's, not to be changed",
                               .values = "Your values",
                               .points = "points"};
  static const HandoutWords zh{.sheet = "工作任务书",
                               .seat = "座位",
                               .hosts = "主机",
                               .address = "地址",
                               .proctor = "监考用机，不得改动",
                               .values = "本人参数",
                               .points = "分"};
  return language == Language::zh ? zh : en;
}

/// "c01 Name, seat A-01"; empty on a sheet for everybody.
std::string person(const Handout& handout, const HandoutWords& words) {
  auto text = handout.candidate;
  text += handout.name.empty() ? "" : " " + handout.name;
  return text + (handout.seat.empty() ? "" : fmt::format(", {} {}", words.seat, handout.seat));
}

std::string host_words(const HandoutHost& host, const HandoutWords& words) {
  return host.proctor ? fmt::format("{} ({})", host.name, words.proctor) : host.name;
}

/// Lines that say something; the author's own line ends count.
std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream{text};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    if (auto one = folded(line); !one.empty()) {
      lines.push_back(std::move(one));
    }
  }
  return lines;
}

std::string heading_of(const HandoutTask& task, Language language) {
  return fmt::format("{} {}", task.code, folded(task.title.in(language)));
}

std::string markdown_of(const Handout& handout, Language language) {
  const auto& words = words_in(language);
  auto text = fmt::format("# {} {}\n\n", words.sheet, md(folded(handout.title.in(language))));
  if (!handout.candidate.empty()) {
    text += fmt::format("**{}**\n\n", md(person(handout, words)));
  }
  text += fmt::format("| {} | {} |\n|---|---|\n", words.hosts, words.address);
  for (const auto& host : handout.hosts) {
    text += fmt::format("| {} | {} |\n", md(host_words(host, words)), md(host.address));
  }
  if (!handout.parameters.empty()) {
    text += fmt::format("\n| {} | |\n|---|---|\n", words.values);
  }
  for (const auto& [name, value] : handout.parameters) {
    text += fmt::format("| {} | {} |\n", md(name), md(value));
  }
  for (const auto& task : handout.tasks) {
    text += fmt::format("\n## {} ({} {})\n", md(heading_of(task, language)), task.points, words.points);
    for (const auto& line : lines_of(task.task.in(language))) {
      text += fmt::format("\n{}\n", md(line));
    }
  }
  return text;
}

std::string row(std::string_view name, std::string_view value) {
  return "<tr>" + element("th", name) + element("td", value) + "</tr>\n";
}

std::string section(const Handout& handout, Language language) {
  const auto& words = words_in(language);
  auto html = "<section class=\"slip\">\n" +
              element("h1", fmt::format("{}  {}", words.sheet, folded(handout.title.in(language)))) + "\n";
  if (!handout.candidate.empty()) {
    html += element("p", person(handout, words), "note") + "\n";
  }
  html += "<table>\n" + row(words.hosts, words.address);
  for (const auto& host : handout.hosts) {
    html += row(host_words(host, words), host.address);
  }
  html += "</table>\n";
  if (!handout.parameters.empty()) {
    html += "<table>\n" + row(words.values, "");
    for (const auto& [name, value] : handout.parameters) {
      html += row(name, value);
    }
    html += "</table>\n";
  }
  for (const auto& task : handout.tasks) {
    html += element("h3", fmt::format("{} ({} {})", heading_of(task, language), task.points, words.points)) + "\n";
    for (const auto& line : lines_of(task.task.in(language))) {
      html += element("p", line) + "\n";
    }
  }
  return html + "</section>\n";
}

}  // namespace

std::string handouts_markdown(const std::vector<Handout>& handouts, Language language) {
  std::string pages;
  for (const auto& handout : handouts) {
    pages += (pages.empty() ? "" : "\n---\n\n") + markdown_of(handout, language);
  }
  return pages;
}

std::string handouts_html(const std::vector<Handout>& handouts, Language language) {
  std::string body;
  for (const auto& handout : handouts) {
    body += section(handout, language);
  }
  return html_page(words_in(language).sheet, language, body);
}

}  // namespace labcheck::report
