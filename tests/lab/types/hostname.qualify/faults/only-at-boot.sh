#!/bin/bash
# The name was written down, but is not in force.
# on: box
# breaks: 1.1.4
# checks: now in-full
hostname other
