#!/bin/bash
# There are testers.
# on: box
# breaks: 1.1.4
# checks: no-testers
groupadd testers
