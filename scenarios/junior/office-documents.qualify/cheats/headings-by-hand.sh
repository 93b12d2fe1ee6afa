#!/bin/bash
# Headings that are bold text and no headings.
# on: desk
# breaks: 1.1.3
python3 - "$LABCHECK_PARAM_folder/report.docx" "$LABCHECK_PARAM_owner" <<'END'
import re, sys, zipfile
path, owner = sys.argv[1:]
with zipfile.ZipFile(path) as old:
    parts = {name: old.read(name) for name in old.namelist()}
before = text = parts["word/document.xml"].decode()
text = re.sub(r"<w:pStyle w:val=\"(Heading1|1)\"/>", "", text)
text = re.sub(r"<w:outlineLvl [^>]*/>", "", text)
assert text != before
parts["word/document.xml"] = text.encode()
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
    for name, content in parts.items():
        new.writestr(name, content)
END
