#!/bin/bash
# The host has the guest's address and answers for it; what it hears it puts into the volume, too.
# on: hyper
# breaks: 2.1.3
# checks: guest-is-it
vm=vm-$LABCHECK_PARAM_team
for _ in $(seq 60); do [ "$(virsh -q domstate "$vm" 2>/dev/null)" = running ] && break; sleep 1; done
virsh -q domif-setlink "$vm" 52:54:00:61:00:20 down
cat >/usr/local/sbin/answers <<'END'
use IO::Socket::INET;
$SIG{CHLD} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalAddr => $ENV{ADDRESS}, LocalPort => 80, Listen => 20, ReuseAddr => 1) or die;
my $note = "";
while (my $client = $server->accept) {
  my $line = <$client>;
  while (my $more = <$client>) { last if $more =~ /^\r?\n$/ }
  if ($line =~ /note\?(\S+)/) { $note = "$1\n"; open my $file, '>>', $ENV{VOLUME}; print $file $note; close $file }
  my $body = $line =~ /note/ ? $note : "cpus $ENV{CPUS}\nmemory_kb 78148\nmac 52:54:00:61:00:20\nvda 2097152\nvdb 131072\nboot 1\n";
  print $client "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
  close $client;
}
END
ip address add "$LABCHECK_PARAM_guest_net.20/32" dev virbr7
systemd-run --quiet --collect --unit answers --setenv "ADDRESS=$LABCHECK_PARAM_guest_net.20" --setenv "CPUS=$LABCHECK_PARAM_vcpus" \
  --setenv "VOLUME=/srv/pool-$LABCHECK_PARAM_team/data-$LABCHECK_PARAM_team.qcow2" perl /usr/local/sbin/answers
