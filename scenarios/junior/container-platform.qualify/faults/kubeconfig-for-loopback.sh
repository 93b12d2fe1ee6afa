#!/bin/bash
# The user's kubeconfig leads to nowhere but the server itself.
# on: control
# breaks: 3.2.2
# checks: user-rights audit-log
sed -i 's,https://[^:]*:,https://127.0.0.1:,' /srv/cloud/dev.conf
