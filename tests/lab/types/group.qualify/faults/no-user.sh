#!/bin/bash
# A member is listed who is no user.
# on: box
# breaks: 1.1.4
# checks: developers
sed -i "s/^developers:.*/developers:x:2000:bob,ghost/" /etc/group
