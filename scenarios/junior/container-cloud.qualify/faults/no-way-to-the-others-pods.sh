#!/bin/bash
# The worker doesn't know where the other node's pods are.
# on: worker
# breaks: 3.2.1
# checks: pods-across
ip route del 10.244.0.0/24
