#!/bin/bash
# Will be off after a restart; the line that enforces is a comment.
# on: box
# breaks: 1.1.4
# checks: at-boot
sed -i 's/^SELINUX=.*/#SELINUX=enforcing\nSELINUX=disabled/' /etc/selinux/config
