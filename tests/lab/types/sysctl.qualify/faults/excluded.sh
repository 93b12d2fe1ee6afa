#!/bin/bash
# The interface is taken out of the pattern.
# on: box
# breaks: 1.1.4
# checks: no-redirects-after-boot
echo '-net.ipv4.conf.eth0.accept_redirects' >/etc/sysctl.d/99-other.conf
