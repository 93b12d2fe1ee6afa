#!/bin/bash
# By the record one of the two watches both nodes.
# on: control
# breaks: 3.2.4
# checks: watch-record
sed -i 's/,wei,/,lin,/' /srv/cloud/watch.csv
