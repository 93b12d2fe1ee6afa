#!/bin/bash
# One number of the table is not Wei's.
# on: desk
# breaks: 1.1.3
# checks: report-table
python3 - "$LABCHECK_PARAM_folder/report.docx" "$LABCHECK_PARAM_owner" <<'END'
import re, sys, zipfile
path, owner = sys.argv[1:]
with zipfile.ZipFile(path) as old:
    parts = {name: old.read(name) for name in old.namelist()}
before = text = parts["word/document.xml"].decode()
text = re.sub(r"(<w:tbl>.*?>)(\d+)(</w:t>)", lambda m: m[1] + str(int(m[2]) + 1) + m[3], text, count=1, flags=re.S)
assert text != before
parts["word/document.xml"] = text.encode()
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
    for name, content in parts.items():
        new.writestr(name, content)
END
