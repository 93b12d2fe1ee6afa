#!/bin/bash
# A narrower network, with the address in it, takes another way.
# on: box
# breaks: 1.2.2
# checks: way
ip route add 10.20.3.0/24 via 192.168.60.13
