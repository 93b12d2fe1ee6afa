ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
cd /etc/mosquitto
[ -e lab.pem ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout lab.key -out lab.pem -days 90 -subj /CN=mqtt.lab.example 2>/dev/null
rm -f passwords
touch passwords
mosquitto_passwd -b passwords li apple
printf 'user li\ntopic readwrite lab/#\n' >acl
chown mosquitto: passwords acl lab.key
chmod 600 passwords lab.key
chmod 640 acl
cat >conf.d/lab.conf <<'CONF'
listener 1883
listener 8883
certfile /etc/mosquitto/lab.pem
keyfile /etc/mosquitto/lab.key
allow_anonymous false
password_file /etc/mosquitto/passwords
acl_file /etc/mosquitto/acl
CONF
systemctl enable --quiet mosquitto
systemctl restart mosquitto
