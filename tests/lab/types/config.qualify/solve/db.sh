printf '[mariadb]\n[mysqld]\nlower-case-table-names=1\n' >/etc/mysql/mariadb.conf.d/90-exam.cnf
rm -f /etc/mysql/mariadb.conf.d/99-other.cnf
sed -i '/^maxmemory /d' /etc/redis/redis.conf
printf '\nmaxmemory  64mb\n' >>/etc/redis/redis.conf
mkdir -p /etc/nova
printf '[DEFAULT]\nvif_plugging_is_fatal  =  false\n[vnc]\nvif_plugging_is_fatal = true\n' >/etc/nova/nova.conf
