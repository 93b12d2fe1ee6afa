#!/bin/bash
# The other host lacks its file.
# on: other
# breaks: 1.1.4
# checks: again
rm /run/here
