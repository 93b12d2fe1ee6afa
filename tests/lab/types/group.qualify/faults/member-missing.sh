#!/bin/bash
# Bob is not in the group.
# on: box
# breaks: 1.1.4
# checks: developers
gpasswd -d bob developers
