#include "report/html_page.hpp"

#include <fmt/format.h>

#include "report/xml.hpp"

namespace labcheck::report {

namespace {

// The policy below lets in exactly this text, by its hash: tests/golden/well-formed.sh says the new one after a change.
constexpr std::string_view style = R"css(
body { font-family: system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2em auto; max-width: 60em;
  padding: 0 1em; line-height: 1.4; color: #111; background: #fff; }
h1 { font-size: 1.4em; } h2 { font-size: 1.2em; margin-top: 2em; border-top: 1px solid #999; padding-top: 0.6em; }
h3 { font-size: 1em; margin: 1.2em 0 0.3em; }
table { border-collapse: collapse; width: 100%; margin: 0.3em 0; }
th, td { border: 1px solid #bbb; padding: 0.25em 0.5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { background: #eee; }
.pass { color: #05652b; } .fail { color: #a80000; font-weight: bold; } .undetermined { color: #7a4b00; }
.quiet { color: #555; } .note { font-weight: bold; } .mono { font-family: monospace; }
.slip { page-break-after: always; } .slip:last-child { page-break-after: auto; }
.sign td { height: 3em; }
@page { margin: 15mm; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } tr, h3 { page-break-inside: avoid; }
  h2, h3 { page-break-after: avoid; } }
)css";
constexpr std::string_view style_hash = "Jz3/kvXQDKnGnfnqshKyB8UNg1EWW6LDGTonqheJyiI=";

}  // namespace

std::string html_page(std::string_view title, Language language, std::string_view body) {
  return fmt::format(R"(<!DOCTYPE html>
<html lang="{}" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"/>
<meta name="referrer" content="no-referrer"/>
<meta name="viewport" content="width=device-width"/>
<title>{}</title>
<style>{}</style>
</head>
<body>
{}</body>
</html>
)",
                     language == Language::zh ? "zh-CN" : "en", style_hash, xml(title), style, body);
}

std::string element(std::string_view tag, std::string_view text, std::string_view style_class) {
  return style_class.empty() ? fmt::format("<{0}>{1}</{0}>", tag, xml(text))
                             : fmt::format("<{0} class=\"{2}\">{1}</{0}>", tag, xml(text), style_class);
}

}  // namespace labcheck::report
