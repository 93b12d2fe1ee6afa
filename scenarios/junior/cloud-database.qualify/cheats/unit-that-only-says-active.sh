#!/bin/bash
# The unit of the database sleeps; a listener holds the port and greets as MariaDB does.
# on: db
# breaks: 2.3.1
# checks: db-service db-rows
systemctl disable --quiet --now mariadb
cat >/etc/systemd/system/mariadb.service <<END
[Service]
ExecStart=/usr/bin/perl -MIO::Socket::INET -e '\$\$l = IO::Socket::INET->new(Listen => 5, LocalPort => $LABCHECK_PARAM_db_port, ReuseAddr => 1); while (\$\$c = \$\$l->accept) { print \$\$c "J\\\\0\\\\0\\\\0\\\\x0a10.11.0-MariaDB\\\\0"; close \$\$c }'
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet --now mariadb
