#!/bin/bash
# Alice is only listed.
# on: box
# checks: primary
usermod -g alice -G developers alice
