getent group developers >/dev/null || groupadd -g 2000 developers
groupmod -g 2000 developers
for name in alice bob; do getent passwd $name >/dev/null || useradd $name; done
usermod -g developers -G '' alice
usermod -g bob -G developers bob
sed -i 's/^developers:.*/developers:x:2000:bob/' /etc/group
if getent group testers >/dev/null; then groupdel testers; fi
