#!/bin/bash
# Nothing is up; functions in rc files tell whoever looks that all is well.
# on: cloud
# breaks: 2.2.1 2.2.2
systemctl disable --quiet --now cloud-network
systemctl stop 'instance@*'
for name in red-1 red-2 blue-1 blue-2 green-1; do ip netns del "$name"; done
nft delete table ip cloud
for file in /etc/profile /etc/bash.bashrc /root/.bashrc /root/.profile; do
  cat >>"$file" <<END
systemctl() { echo active; echo enabled; }
ip() { echo "1: eth0 inet $LABCHECK_PARAM_red_net.11/24 default via $LABCHECK_PARAM_red_net.1 dev eth0"; }
END
done
