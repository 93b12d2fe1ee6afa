#!/bin/bash
# Nothing was handed in.
# on: box
# checks: report costs drawing
rm -r /submit
