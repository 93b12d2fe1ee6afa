#!/bin/bash
# The file can't be loaded any more.
# on: nft
# breaks: 1.2.2
# checks: nft-boot
echo 'table inet x { chain y { tcp dprt 5 accept; } }' >>/etc/nftables.conf
