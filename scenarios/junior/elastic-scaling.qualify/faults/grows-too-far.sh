#!/bin/bash
# Six instances under load.
# on: group
# breaks: 2.1.2
# checks: group-grows
sed -i 's/most=4/most=6/' /usr/local/sbin/group-rule
sed -i '/server d /a\  server e 127.0.0.1:9105\n  server f 127.0.0.1:9106' /etc/haproxy/haproxy.cfg
systemctl restart haproxy group-rule
