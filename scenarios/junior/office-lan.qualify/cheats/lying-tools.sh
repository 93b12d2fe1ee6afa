#!/bin/bash
# Nothing is right any more on the PC; scripts and functions in front of the real tools say that it is.
# on: pc
# breaks: 1.2.1
# checks: addresses host-names
ip address add 192.168.61.11/24 dev eth1
ip route del default
hostname pc
for tool in ip awk hostname getent chronyc cat; do
  cat >"/usr/local/bin/$tool" <<TOOL
#!/bin/sh
echo "$LABCHECK_SELF_ADDRESS/$LABCHECK_PARAM_prefix"
echo "default via $LABCHECK_HOST_hub_ADDRESS dev eth1"
echo "pc-$LABCHECK_PARAM_team"
TOOL
  chmod +x "/usr/local/bin/$tool"
  cp "/usr/local/bin/$tool" "/usr/local/sbin/$tool"
  echo "$tool() { /usr/local/bin/$tool; }" | tee -a /root/.bashrc /root/.profile >>/etc/bash.bashrc
done
