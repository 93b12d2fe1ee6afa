mkdir -p /srv/share "/srv/my mirror" /etc/exports.d
cat >/etc/exports <<'TABLE'
# folder  clients
/srv/share  -no_subtree_check \
    192.168.60.0/24(rw,sync)
TABLE
echo '"/srv/my mirror" *(no_subtree_check)' >/etc/exports.d/mirror.exports
systemctl enable --quiet --now nfs-server
exportfs -ra
