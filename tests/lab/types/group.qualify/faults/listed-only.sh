#!/bin/bash
# Alice is only listed.
# on: box
# breaks: 1.1.4
# checks: primary
usermod -g alice -G developers alice
