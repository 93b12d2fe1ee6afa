systemctl --quiet enable --now firewalld
firewall-cmd --quiet --permanent --zone=public --add-service=http
firewall-cmd --quiet --permanent --zone=trusted --add-source=10.9.0.0/16
firewall-cmd --quiet --reload
