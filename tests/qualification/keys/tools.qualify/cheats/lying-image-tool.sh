#!/bin/bash
# The image is gone; a function in root's rc file and a program early in the usual path describe one.
# on: work
# breaks: 2.1.3
rm /srv/disk.qcow2
printf 'qemu-img() { echo "{\\"format\\": \\"qcow2\\", \\"virtual-size\\": 10737418240, \\"check-errors\\": 0}"; }\n' >>/root/.bashrc
printf '#!/bin/sh\necho "{\\"format\\": \\"qcow2\\", \\"virtual-size\\": 10737418240, \\"check-errors\\": 0}"\n' >/usr/local/bin/qemu-img
chmod +x /usr/local/bin/qemu-img
