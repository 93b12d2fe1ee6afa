echo br_netfilter >/etc/modules-load.d/k8s.conf
printf '# kept out\nblacklist usb_storage\ninstall usb-storage /bin/false\n' >/etc/modprobe.d/usb.conf
echo 'options nf_conntrack acct=1' >/etc/modprobe.d/conntrack.conf
[ "$(cat /sys/module/nf_conntrack/parameters/acct 2>/dev/null)" = Y ] || modprobe -r nf_conntrack
modprobe nf_conntrack
modprobe br_netfilter
rm -f /etc/modprobe.d/no-ext4.conf /usr/lib/modules-load.d/k8s.conf
