#!/bin/bash
# There are testers.
# on: box
# checks: no-testers
groupadd testers
