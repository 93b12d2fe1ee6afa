#!/bin/bash
# The exam centre's part: a tiny guest's disk, made of Debian's kernel and busybox, for everybody to fetch, and a way from
# here to the guests' network. The guest asks for an address, tells by HTTP what machine it is, and keeps a note on its
# second disk.
mkdir -p /srv/images
if [ ! -f /srv/images/tiny.img ]; then
  work=$(mktemp -d)
  version=$(basename /boot/vmlinuz-*-cloud-amd64) version=${version#vmlinuz-}
  mkdir -p "$work"/root/{bin,modules,proc,sys,dev,www/cgi-bin}
  cp /bin/busybox "$work/root/bin/"
  count=100
  for module in virtio_pci virtio_blk virtio_net; do
    for file in $(modprobe --dirname / --set-version "$version" --show-depends "$module" | sed -n 's/^insmod //p'); do
      [ -z "$(find "$work/root/modules" -name "*-${file##*/}")" ] || continue
      cp "$file" "$work/root/modules/$((count += 1))-${file##*/}"
    done
  done
  cat >"$work/root/lease" <<'LEASE'
#!/bin/busybox sh
[ "$1" = bound ] || [ "$1" = renew ] || exit 0
ifconfig "$interface" "$ip" netmask "$subnet" up
[ -z "$router" ] || ip route replace default via ${router%% *}
LEASE
  cat >"$work/root/www/cgi-bin/machine" <<'CGI'
#!/bin/busybox sh
export PATH=/bin
printf 'Content-Type: text/plain\r\n\r\n'
size() { cat /sys/block/$1/size 2>/dev/null || echo 0; }
echo "cpus $(grep -c ^processor /proc/cpuinfo)"
echo "memory_kb $(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo)"
echo "mac $(cat /sys/class/net/eth0/address)"
echo "vda $(size vda)"
echo "vdb $(size vdb)"
echo "boot $(cat /proc/sys/kernel/random/boot_id)"
CGI
  cat >"$work/root/www/cgi-bin/note" <<'CGI'
#!/bin/busybox sh
export PATH=/bin
printf 'Content-Type: text/plain\r\n\r\n'
if [ -n "$QUERY_STRING" ]; then
  echo "$QUERY_STRING" | dd of=/dev/vdb bs=512 conv=sync,notrunc,fsync 2>/dev/null
fi
dd if=/dev/vdb bs=512 count=1 2>/dev/null | tr -d '\0'
CGI
  cat >"$work/root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox --install -s /bin
export PATH=/bin
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
exec </dev/ttyS0 >/dev/ttyS0 2>&1
for module in /modules/*; do insmod $module; done
ip link set lo up
while [ ! -e /sys/class/net/eth0 ]; do sleep 1; done
ip link set eth0 up
httpd -p 80 -h /www
echo "guest ready"
while :; do
  udhcpc -i eth0 -f -T 2 -A 3 -s /lease
  sleep 2
done
INIT
  chmod +x "$work/root/init" "$work/root/lease" "$work"/root/www/cgi-bin/*
  (cd "$work/root" && find . | cpio --quiet -o -H newc | gzip -9 >"$work/initrd.gz")
  printf 'PROMPT 0\nDEFAULT tiny\nLABEL tiny\nKERNEL vmlinuz\nINITRD initrd.gz\nAPPEND console=ttyS0 rdinit=/init quiet nokaslr panic=5\n' >"$work/syslinux.cfg"
  truncate -s 24M "$work/tiny.img"
  mformat -i "$work/tiny.img" -T 49152 -h 16 -s 63 ::
  syslinux --install "$work/tiny.img"
  cp "/boot/vmlinuz-$version" "$work/vmlinuz"
  mcopy -i "$work/tiny.img" "$work"/{vmlinuz,initrd.gz,syslinux.cfg} ::
  mv "$work/tiny.img" /srv/images/tiny.img
  rm -rf "$work"
fi
cat >/etc/network/if-up.d/guests <<CONF
#!/bin/sh
[ "\$IFACE" != eth1 ] || ip route replace ${LABCHECK_PARAM_guest_net:?}.0/24 via ${LABCHECK_HOST_hyper_ADDRESS:?}
CONF
chmod 755 /etc/network/if-up.d/guests
IFACE=eth1 /etc/network/if-up.d/guests
cat >/etc/systemd/system/images.service <<'UNIT'
[Unit]
After=network-online.target
[Service]
ExecStart=/bin/busybox httpd -f -p 8098 -h /srv/images
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now images
