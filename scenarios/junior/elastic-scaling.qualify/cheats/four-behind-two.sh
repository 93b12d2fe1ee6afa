#!/bin/bash
# Four instances run all the time; the rule only shows two or four of them to the balancer.
# on: group
# breaks: 2.1.2
# checks: group-at-rest
sed -i '/^  server [cd] /s/$/ disabled/; s/^  daemon/  daemon\n  stats socket 127.0.0.1:9000 level admin/' /etc/haproxy/haproxy.cfg
sed -i 's/if \[ \$i -lt \$have \]; then/if true; then/' /usr/local/sbin/group-rule
cat >/usr/local/sbin/group-rule.part <<'PART'
  for name in c d; do
    state=enable
    [ $have -gt 2 ] || state=disable
    exec 3<>/dev/tcp/127.0.0.1/9000 && echo "$state server pages/$name" >&3 && cat <&3 >/dev/null
    exec 3>&-
  done
PART
sed -i '/^  sleep/{
  r /usr/local/sbin/group-rule.part
}' /usr/local/sbin/group-rule
rm /usr/local/sbin/group-rule.part
systemctl restart haproxy group-rule
