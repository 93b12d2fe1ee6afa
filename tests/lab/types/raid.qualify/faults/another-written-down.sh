#!/bin/bash
# An array of another time is written down.
# on: box
# checks: known
sed -i '/md5/s/UUID=..../UUID=0000/' /etc/mdadm/mdadm.conf
