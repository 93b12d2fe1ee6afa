#!/bin/bash
# The balancer does not notice which instances run.
# on: group
# breaks: 2.1.2
# checks: group-at-rest
sed -i 's/ check inter 500ms fall 1 rise 1//; s/^  retries 3/  retries 0/; /redispatch/d; /retry-on/d' /etc/haproxy/haproxy.cfg
systemctl restart haproxy
