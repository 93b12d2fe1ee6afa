#!/bin/bash
# A table that is text with tabs.
# on: desk
# breaks: 1.1.3
python3 - "$LABCHECK_PARAM_folder/report.docx" "$LABCHECK_PARAM_owner" <<'END'
import re, sys, zipfile
path, owner = sys.argv[1:]
with zipfile.ZipFile(path) as old:
    parts = {name: old.read(name) for name in old.namelist()}
before = text = parts["word/document.xml"].decode()
line = lambda row: "<w:p><w:r><w:t>" + "</w:t><w:tab/><w:t>".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", row)) + "</w:t></w:r></w:p>"
text = re.sub(r"<w:tbl>.*?</w:tbl>", lambda m: "".join(map(line, re.findall(r"<w:tr[ >].*?</w:tr>", m[0], re.S))), text, flags=re.S)
assert text != before
parts["word/document.xml"] = text.encode()
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
    for name, content in parts.items():
        new.writestr(name, content)
END
