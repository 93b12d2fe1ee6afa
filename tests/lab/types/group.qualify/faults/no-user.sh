#!/bin/bash
# A member is listed who is no user.
# on: box
# checks: developers
sed -i "s/^developers:.*/developers:x:2000:bob,ghost/" /etc/group
