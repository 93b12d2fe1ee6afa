#!/bin/bash
# Nothing was handed in.
# on: box
# breaks: 1.1.3
# checks: report costs drawing
rm -r /submit
