#!/bin/bash
# A setting is in force, but no file sets it at boot.
# on: server
# breaks: 1.1.4
# checks: kernel-settings
sed -i '/send_redirects/d' /etc/sysctl.d/60-hardening.conf
