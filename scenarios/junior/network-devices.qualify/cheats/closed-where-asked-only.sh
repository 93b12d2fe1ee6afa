#!/bin/bash
# Everything from outside may pass but for gate's SSH, of which one hears that it is asked.
# on: gate
# breaks: 1.2.2
# checks: published
sed -i 's/iifname eth4 ct status dnat accept/iifname eth4 accept/' /etc/nftables.conf
systemctl reload nftables
