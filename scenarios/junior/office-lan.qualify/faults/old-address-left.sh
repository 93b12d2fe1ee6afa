#!/bin/bash
# The server has an address of former times besides.
# on: server
# breaks: 1.2.1
# checks: addresses
ip address add 192.168.61.21/24 dev eth1
