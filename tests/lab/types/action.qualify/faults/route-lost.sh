#!/bin/bash
# Nobody gave the interface its route.
# on: box
# breaks: 1.1.4
# checks: interface-back interface-back-by-itself
ip route delete 10.99.0.0/24
