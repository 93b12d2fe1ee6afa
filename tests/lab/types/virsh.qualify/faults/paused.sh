#!/bin/bash
# Active, yet paused; and without its snapshot.
# on: box
# breaks: 2.1.3
# checks: runs snapshot
virsh -q suspend vm1
virsh -q snapshot-delete vm1 before --metadata
