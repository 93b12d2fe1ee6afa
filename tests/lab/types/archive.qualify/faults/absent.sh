#!/bin/bash
# There is no dump.
# on: box
# breaks: 1.1.4
# checks: dump
rm /backup/dump.xz
