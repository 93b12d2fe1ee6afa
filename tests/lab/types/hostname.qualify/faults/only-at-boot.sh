#!/bin/bash
# The name was written down, but is not in force.
# on: box
# checks: now in-full
hostname other
