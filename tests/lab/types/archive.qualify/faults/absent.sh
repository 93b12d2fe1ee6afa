#!/bin/bash
# There is no dump.
# on: box
# checks: dump
rm /backup/dump.xz
