#!/bin/bash
# The server's gateway is in force; its file has the address alone.
# on: server
# breaks: 1.2.1
# checks: restart
sed -i /gateway/d /etc/network/interfaces.d/lan
