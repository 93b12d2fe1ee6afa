#!/bin/bash
# The name was typed into /etc/hosts.
# on: plain
# checks: looked-up
echo "192.168.60.99 db.lab.example db" >>/etc/hosts
