#!/bin/bash
# The other host lacks its file.
# on: other
# checks: again
rm /run/here
