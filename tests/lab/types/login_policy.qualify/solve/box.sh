for name in guest toor; do if getent passwd $name >/dev/null; then sed -i "/^$name:/d" /etc/passwd /etc/shadow; fi; done
getent passwd deploy >/dev/null || useradd deploy
echo deploy:secret | chpasswd
chage -M 90 -m 1 -W 7 deploy
sed -i '/^PASS_/d' /etc/login.defs
printf '%s\n' 'PASS_MAX_DAYS 90' 'PASS_WARN_AGE 7' >>/etc/login.defs
