#!/bin/bash
# The file can't be loaded any more.
# on: nft
# checks: nft-boot
echo 'table inet x { chain y { tcp dprt 5 accept; } }' >>/etc/nftables.conf
