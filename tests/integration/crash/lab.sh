#!/bin/sh
# The host of the crash test: one sshd in a mount namespace of its own, with a home without rc files, a /run of its own
# and a systemctl that keeps its services' states as files (no systemd runs in every place where tests run; what is
# tested is labcheck's arming and undoing, for which any systemctl will do). Ends with its parent.
# Usage: lab.sh FOLDER PORT
set -eu
folder=$1 port=$2
mkdir -p "$folder/root" "$folder/run/sshd" "$folder/services"
cat >"$folder/systemctl" <<'END'
#!/bin/sh
states=@FOLDER@/services
for last do :; done
case $1 in
  show)
    case $3 in
      LoadState) if [ -e "$states/$last" ]; then echo LoadState=loaded; else echo LoadState=not-found; fi ;;
      *) if [ -e "$states/$last" ]; then printf 'ActiveState='; cat "$states/$last"; else echo ActiveState=inactive; fi ;;
    esac ;;
  start) [ ! -e "$states/$last" ] || echo active >"$states/$last" ;;
  stop) [ ! -e "$states/$last" ] || echo inactive >"$states/$last" ;;
  is-active) [ "$(cat "$states/$last" 2>/dev/null)" = active ] ;;
esac
END
sed -i "s|@FOLDER@|$folder|" "$folder/systemctl"
chmod 755 "$folder/systemctl"
ssh-keygen -q -t ed25519 -N '' -f "$folder/host_key"
ssh-keygen -q -t ed25519 -N '' -f "$folder/client_key"
cp "$folder/client_key.pub" "$folder/authorized_keys"
cat >"$folder/sshd_config" <<END
ListenAddress 127.0.0.1:$port
HostKey $folder/host_key
AuthorizedKeysFile $folder/authorized_keys
PidFile none
StrictModes no
PermitRootLogin yes
UseDNS no
UsePAM no
MaxStartups 100
END
export FOLDER="$folder"
exec unshare --mount --propagation private sh -c '
  mount --bind "$FOLDER/systemctl" "$(readlink -f "$(command -v systemctl)")" &&
  mount --bind "$FOLDER/root" /root && mount --bind "$FOLDER/run" /run &&
  exec setpriv --pdeathsig TERM /usr/sbin/sshd -D -e -f "$FOLDER/sshd_config" 2>"$FOLDER/sshd.log"'
