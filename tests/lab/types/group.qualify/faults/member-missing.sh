#!/bin/bash
# Bob is not in the group.
# on: box
# checks: developers
gpasswd -d bob developers
