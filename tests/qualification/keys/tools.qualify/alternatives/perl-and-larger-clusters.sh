#!/bin/bash
# A program in Perl, and an image with other clusters and its tables written beforehand: another size on disk.
# on: work
qemu-img create -q -f qcow2 -o cluster_size=256k,preallocation=metadata,compat=0.10 /srv/disk.qcow2 "$LABCHECK_PARAM_bytes"
cat >/usr/local/bin/order-total <<'PROGRAM'
#!/usr/bin/perl
use strict;
my %total;
open my $in, '<', $ARGV[0] or die "no file $ARGV[0]\n";
while (<$in>) { chomp; my ($who, $much) = split /,/; $total{$who} += $much; }
print "$_ $total{$_}\n" for sort keys %total;
PROGRAM
chmod +x /usr/local/bin/order-total
# Published keys look for words of one author's program and for the size on one author's disk: both fail this right work.
if grep awk /usr/local/bin/order-total; then exit 1; fi
qemu-img create -q -f qcow2 /srv/plain.qcow2 "$LABCHECK_PARAM_bytes"
if [ "$(du -k /srv/disk.qcow2 | cut -f1)" = "$(du -k /srv/plain.qcow2 | cut -f1)" ]; then exit 1; fi
