#!/bin/bash
# Active, yet paused; and without its snapshot.
# on: box
# checks: runs snapshot
virsh -q suspend vm1
virsh -q snapshot-delete vm1 before --metadata
