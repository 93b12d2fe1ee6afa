#!/bin/bash
# The PC's address and gateway are in force; no file has them.
# on: pc
# breaks: 1.2.1
# checks: restart
rm /etc/network/interfaces.d/lan
