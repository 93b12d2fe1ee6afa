#!/bin/bash
# One of the template's sections has another heading.
# on: desk
# breaks: 1.1.3
# checks: report-sections
python3 - "$LABCHECK_PARAM_folder/report.docx" "$LABCHECK_PARAM_owner" <<'END'
import re, sys, zipfile
path, owner = sys.argv[1:]
with zipfile.ZipFile(path) as old:
    parts = {name: old.read(name) for name in old.namelist()}
before = text = parts["word/document.xml"].decode()
text = text.replace(">Risks<", ">Budget<")
assert text != before
parts["word/document.xml"] = text.encode()
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
    for name, content in parts.items():
        new.writestr(name, content)
END
