#!/bin/bash
# What the exam centre makes ready on its own machine: the office's package server, with one package.
mkdir -p /srv/packages
made=$(mktemp -d)
mkdir -p "$made/DEBIAN" "$made/usr/bin"
printf '%s\n' 'Package: office-notes' 'Version: 1.0' 'Architecture: all' 'Maintainer: office <office@office.example>' \
  'Description: notes of the office' >"$made/DEBIAN/control"
printf '#!/bin/sh\necho office notes\n' >"$made/usr/bin/office-notes"
chmod 755 "$made" "$made/usr/bin/office-notes"
dpkg-deb --root-owner-group --build "$made" /srv/packages >/dev/null
rm -r "$made"
cd /srv/packages
dpkg-scanpackages -m . 2>/dev/null >Packages
cat >/etc/systemd/system/packages.service <<UNIT
[Service]
ExecStart=/usr/bin/python3 -m http.server --directory /srv/packages $LABCHECK_PARAM_packages
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now packages
