swapoff -a
swapoff /swapfile 2>/dev/null || true
mkswap -q -f /dev/vdb
mkswap -q -f /dev/vdc
[ -e /swapfile ] || dd if=/dev/zero of=/swapfile bs=1M count=32 status=none
chmod 600 /swapfile
mkswap -q /swapfile
echo "UUID=$(blkid -p -s UUID -o value /dev/vdb) none swap sw,pri=5 0 0" >/etc/fstab
printf '[Swap]\nWhat=/swapfile\n[Install]\nWantedBy=swap.target\n' >/etc/systemd/system/swapfile.swap
systemctl daemon-reload
systemctl enable --quiet swapfile.swap
swapon -p 5 /dev/vdb
swapon /swapfile
