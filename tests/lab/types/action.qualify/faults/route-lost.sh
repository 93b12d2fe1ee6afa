#!/bin/bash
# Nobody gave the interface its route.
# on: box
# checks: interface-back interface-back-by-itself
ip route delete 10.99.0.0/24
