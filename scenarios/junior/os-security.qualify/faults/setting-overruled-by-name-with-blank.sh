#!/bin/bash
# A later file with a blank in its name sets the opposite at boot.
# on: server
# breaks: 1.1.4
# checks: kernel-settings
echo 'net.ipv4.conf.all.log_martians=0' >'/etc/sysctl.d/zz late.conf'
