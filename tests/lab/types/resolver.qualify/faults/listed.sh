#!/bin/bash
# The name was typed into /etc/hosts.
# on: plain
# breaks: 1.1.4
# checks: looked-up
echo "192.168.60.99 db.lab.example db" >>/etc/hosts
