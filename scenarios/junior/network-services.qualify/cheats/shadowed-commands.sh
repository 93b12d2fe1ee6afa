#!/bin/bash
# Nothing runs on the web server; functions in rc files tell whoever looks that all is well.
# on: web
# breaks: 1.2.4
systemctl disable --quiet --now nginx
for file in /etc/profile /etc/bash.bashrc /root/.bashrc /root/.profile; do
  cat >>"$file" <<'END'
systemctl() { echo active; echo enabled; }
ss() { echo 'LISTEN 0 511 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=1,fd=6))'; }
curl() { echo 200; }
END
done
