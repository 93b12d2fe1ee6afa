#!/bin/bash
# The full name is not known.
# on: box
# breaks: 1.1.4
# checks: in-full
sed -i "s/web1.example.com web1/web1/" /etc/hosts
