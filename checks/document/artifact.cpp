#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/base64.hpp"
#include "checks/document/csv.hpp"
#include "checks/document/kind.hpp"
#include "checks/document/recompute.hpp"
#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::size_t largest_document = 700UL * 1024;

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "the document's absolute path", .required = true},
      {.name = "products",
       .kind = ValueKind::map,
       .about = "of a CSV: columns that must be the product of others in each row: {amount: [count, price]}"},
      {.name = "row_sums", .kind = ValueKind::map, .about = "of a CSV: columns that must be the sum of others"},
      {.name = "totals",
       .kind = ValueKind::list,
       .about = "of a CSV: columns whose cell in the row of totals must be the sum of the others",
       .element = ValueKind::text},
      {.name = "total_label", .kind = ValueKind::text, .about = "what stands in the first column of the row of totals"},
      {.name = "decimals",
       .kind = ValueKind::integer,
       .about = "to how many decimals amounts are rounded",
       .fallback = "2"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a file"},
      {.name = "size", .kind = ValueKind::integer, .about = "size in bytes"},
      {.name = "type",
       .kind = ValueKind::text,
       .about = "by content: docx, odt, pdf, csv, drawio, xlsx, ods, zip, doc, png, xml, text, empty, unknown …"},
      {.name = "valid", .kind = ValueKind::boolean, .about = "whether its content reads as that type"},
      {.name = "problem", .kind = ValueKind::text, .about = "what is wrong with one that does not"},
      {.name = "text", .kind = ValueKind::text, .about = "all its text"},
      {.name = "characters", .kind = ValueKind::integer, .about = "how many characters its text has, without blanks"},
      {.name = "headings",
       .kind = ValueKind::list,
       .about = "level and text of each heading, by the styles' names; of a PDF its bookmarks"},
      {.name = "tables", .kind = ValueKind::list, .about = "tables of docx and odt: lists of rows of cells"},
      {.name = "images", .kind = ValueKind::integer, .about = "how many pictures docx or odt has"},
      {.name = "pages", .kind = ValueKind::integer, .about = "how many pages a PDF has"},
      {.name = "columns",
       .kind = ValueKind::list,
       .about = "the names in a CSV's first row",
       .element = ValueKind::text},
      {.name = "rows", .kind = ValueKind::list, .about = "a CSV's other rows, as texts by the columns' names"},
      {.name = "recomputed", .kind = ValueKind::boolean, .about = "whether all that was computed anew is right"},
      {.name = "wrong_cells", .kind = ValueKind::list, .about = "row, column, found and expected of what is not"},
      {.name = "components",
       .kind = ValueKind::list,
       .about = "labels of a drawing's shapes, without markup",
       .element = ValueKind::text},
      {.name = "connections", .kind = ValueKind::list, .about = "from, to and label of a drawing's lines"},
      {.name = "diagrams", .kind = ValueKind::list, .about = "names of a drawing's pages", .element = ValueKind::text},
  };
}

constexpr std::string_view script = R"sh(
need base64 head wc
if ! [ -e "$1" ]; then say exists no; finish; fi
if ! [ -f "$1" ]; then trouble "the path leads to no regular file"; fi
say exists yes
size=$(wc -c <"$1") || trouble "the document can't be read by this login"
say size "$((size))"
printf content=
head -c 716801 <"$1" | base64 | tr -d '\n'
echo
finish
)sh";

std::string complaint(const Value& parameters) {
  return recompute_complaint(parameters);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(auto made, host_script(script, {text_of(parameters, "path")}));
  made.alone = true;  // it may be big
  return made;
}

DocumentFacts read_table_facts(std::string_view bytes, const Value& parameters) {
  const auto text = decoded_text(bytes).value_or("");
  Value facts{{"text", text}};
  if (const auto table = read_table(text)) {
    facts["columns"] = table->columns;
    facts["rows"] = Value::array();
    for (const auto& cells : table->rows) {
      Value row = Value::object();
      for (std::size_t at = 0; at < cells.size(); ++at) {
        row[table->columns[at]] = cells[at];
      }
      facts["rows"].push_back(std::move(row));
    }
    recompute(*table, parameters, facts);
  }
  return facts;
}

DocumentFacts read_content(const DocumentKind& kind, std::string_view bytes, const Value& parameters) {
  if (!kind.problem.empty()) {
    return tl::unexpected<std::string>(kind.problem);
  }
  if (kind.name == "docx") {
    return read_docx(*kind.package, kind.main_part);
  }
  if (kind.name == "odt") {
    return read_odt(*kind.package);
  }
  if (kind.name == "pdf") {
    return read_pdf(bytes);
  }
  if (kind.name == "drawio") {
    return read_diagram(bytes);
  }
  if (kind.name == "csv" || kind.name == "text" || kind.name == "xml") {
    return read_table_facts(bytes, parameters);
  }
  return Value::object();
}

std::int64_t characters_of(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char letter) {
    const bool goes_on = (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U;
    return !goes_on && letter != ' ' && letter != '\n' && letter != '\t' && letter != '\r' && letter != '\f';
  });
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto size, fields.integer("size"));
  LABCHECK_TRY_ASSIGN(const auto spelt, fields.word("content"));
  const auto bytes = from_base64(spelt);
  if (size > static_cast<std::int64_t>(largest_document)) {
    return unreadable(fmt::format("the document has {} bytes; at most 700 KiB are read", size));
  }
  if (!bytes || static_cast<std::int64_t>(bytes->size()) != size) {
    return unreadable(fmt::format("{} bytes of the document came, not {}", bytes ? bytes->size() : 0, size));
  }
  const auto kind = kind_of_document(*bytes);
  Value facts{{"exists", true}, {"size", size}, {"type", kind.name}};
  const auto content = read_content(kind, *bytes, parameters);
  facts["valid"] = content.has_value() && kind.name != "empty" && kind.name != "unknown";
  if (!content) {
    facts["problem"] = content.error();
    return facts;
  }
  facts.update(*content);
  if (const auto text = facts.find("text"); text != facts.end()) {
    facts["characters"] = characters_of(text->get_ref<const std::string&>());
  }
  return facts;
}

}  // namespace

CheckType artifact() {
  return {
      .name = "artifact",
      .subject = "document",
      .about = "a document that a candidate hands in, by its content: text, headings, tables, numbers, drawings",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{valid: true}",
      .example =
          "on: web\nartifact: {path: /submit/cost.csv, products: {amount: [count, price]}, totals: [amount],\n"
          "           total_label: total}\nexpect: {type: csv, rows: {count: {at_least: 4}}, recomputed: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
