#!/bin/bash
# Solves the role db. First what the exam centre sets up: the order desk's database with orders made of the drawn seed.
# One machine of the application lacks a right, the other one is not let in by the packet filter.
team=$LABCHECK_PARAM_team
hash=$(printf '%s' "$LABCHECK_PARAM_seed" | sha256sum)
sick_at=$LABCHECK_HOST_app_0_ADDRESS other_at=$LABCHECK_HOST_app_1_ADDRESS
if [ $((0x${hash:0:1} % 2)) = 1 ]; then
  sick_at=$LABCHECK_HOST_app_1_ADDRESS other_at=$LABCHECK_HOST_app_0_ADDRESS
fi
set_up() {
  printf '[mariadbd]\nbind-address = 0.0.0.0\n' >/etc/mysql/mariadb.conf.d/90-desk.cnf
  systemctl enable --quiet mariadb
  systemctl restart mariadb
  {
    echo "create database orders_$team character set utf8mb4; use orders_$team;
      create table orders (id int auto_increment primary key, body varchar(200) not null, desk varchar(20) not null,
        origin varchar(100) not null default (user()), taken timestamp not null default current_timestamp);"
    for n in $(seq 60); do
      echo "insert into orders (id, body, desk, origin) values ($n, '$(printf 'order %s %s' "$LABCHECK_PARAM_seed" "$n" |
        sha256sum | cut -c1-64)', 'app1', 'before');"
    done
    for at in "$sick_at" "$other_at"; do
      echo "create user 'desk_$team'@'$at' identified by '$LABCHECK_PARAM_db_password';
        grant select, insert on orders_$team.* to 'desk_$team'@'$at';"
    done
    echo "revoke insert on orders_$team.* from 'desk_$team'@'$sick_at';"
  } | mariadb
  cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet desk {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iif lo accept
    icmp type echo-request accept
    tcp dport 22 accept
    ip saddr { $sick_at, ${other_at%.*}.13 } tcp dport 3306 accept
  }
}
CONF
  systemctl enable --quiet nftables
  systemctl restart nftables
}
[ -e /etc/mysql/mariadb.conf.d/90-desk.cnf ] || set_up

# And this is the candidate's part. An order is tried before each repair: the application's log then tells what is wrong.
refused_with() { # ADDRESS WORDS
  local said
  for _ in $(seq 120); do
    said=$(curl -s -m 20 -d text=tried "http://$1:$LABCHECK_PARAM_app_port/order.php" || true)
    [[ $said != *taken* ]] || return 0   # repaired before
    [[ $said != *"$2"* ]] || return 0
    sleep 1
  done
  echo "unexpected: $said" >&2
  return 1
}
refused_with "$sick_at" denied
mariadb -e "grant insert on orders_$team.* to 'desk_$team'@'$sick_at'"
refused_with "$other_at" "at $LABCHECK_HOST_db_ADDRESS: Connection timed out"
sed -i "s/${other_at%.*}.13 }/$other_at }/" /etc/nftables.conf
systemctl restart nftables
mariadb -e "delete from orders_$team.orders where body = 'tried'"
