#!/bin/bash
# The staff's password is not the given one.
# on: web
# breaks: 1.2.4
# checks: web-private
echo "$LABCHECK_PARAM_staff_user:$(openssl passwd -apr1 changeme)" >/etc/nginx/staff
