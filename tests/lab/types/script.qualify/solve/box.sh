cat >/usr/local/bin/add-users.sh <<'S'
#!/bin/sh
read -r name || { echo "usage: add-users.sh <LIST" >&2; exit 2; }
if id "$name" >/dev/null 2>&1; then echo "there $name"; exit 0; fi
useradd "$name" && echo "made $name"
S
cat >/usr/local/bin/sum.py <<'S'
import json, sys
print(json.dumps({"sum": sum(int(word) for word in sys.argv[1:])}))
S
chmod 755 /usr/local/bin/add-users.sh
chmod 644 /usr/local/bin/sum.py
