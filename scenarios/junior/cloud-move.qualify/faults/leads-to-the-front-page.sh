#!/bin/bash
# Whatever is asked of the old machine, it leads to the new one's front page.
# on: old
# breaks: 3.3.1
# checks: move-old-leads-on
sed -i 's|.request_uri;|/;|' /etc/nginx/sites-available/default
systemctl reload nginx
