#!/bin/bash
# Wrong passwords are counted by nobody.
# on: server
# breaks: 1.1.4
# checks: lockout
sed -i '/pam_faillock/d; s/success=2/success=1/' /etc/pam.d/common-auth /etc/pam.d/common-account
