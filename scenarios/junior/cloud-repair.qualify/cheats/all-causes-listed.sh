#!/bin/bash
# The report names every cause there is, and every host.
# on: lb
# breaks: 3.3.3
# checks: report-causes
for cause in wrong-password address-double memory-short certificate-expired; do
  echo "$cause,app1,/var/log/desk/desk.log,orders-db at 192.0.2.1: Connection refused,Wu"
done >>"$LABCHECK_PARAM_folder/faults.csv"
