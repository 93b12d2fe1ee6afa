pkill -x worker || true
rm -f /etc/apparmor.d/disable/worker /etc/apparmor.d/force-complain/worker
cat >/etc/apparmor.d/worker <<'PROFILE'
# What the worker may do.
#include <tunables/global>

/usr/local/bin/worker {
  #include <abstractions/base>
  /usr/local/bin/worker mr,
}

profile second /usr/local/{bin,sbin}/second flags=(attach_disconnected,complain) {
  #include <abstractions/base>
}
PROFILE
[ -e /usr/local/bin/worker ] || cp /bin/sleep /usr/local/bin/worker
apparmor_parser -r /etc/apparmor.d/worker
setsid /usr/local/bin/worker 100000 </dev/null >/dev/null 2>&1 &
sleep 1
