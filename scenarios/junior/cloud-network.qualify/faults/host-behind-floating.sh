#!/bin/bash
# The host's own services are reached under the outer address.
# on: cloud
# breaks: 2.2.1
# checks: outer-nothing-else
nft flush chain ip cloud input
