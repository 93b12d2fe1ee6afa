#!/bin/bash
# An array of another time is written down.
# on: box
# breaks: 1.1.4
# checks: known
sed -i '/md5/s/UUID=..../UUID=0000/' /etc/mdadm/mdadm.conf
