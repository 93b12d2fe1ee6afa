#!/bin/bash
# The balancer never tries the other machine when the one it picked is gone.
# on: lb
# breaks: 3.3.3
# checks: repair-first-lost repair-second-lost
sed -i 's/proxy_next_upstream .*/proxy_next_upstream off;/; s/ max_fails=1 fail_timeout=3s/ max_fails=0/' /etc/nginx/sites-available/desk
systemctl reload nginx
