#!/bin/bash
# Solves the role group. First what the exam centre sets up: the program that makes pages.
mkdir -p /opt/page /srv/group
cat >/opt/page/instance <<'PERL'
#!/usr/bin/perl
# instance PORT FILE: pages on PORT, one at a time, with the text that FILE has now.
use strict;
use IO::Socket::INET;
my ($port, $file) = @ARGV;
open my $launch, '<', $file or die "$file: $!\n";
my ($text) = map { /^text=(.*)/ } <$launch>;
my $listener = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => $port, Listen => 64, ReuseAddr => 1) or die "$port: $!\n";
my $over = 0;
$SIG{TERM} = sub { $over = 1 };
$SIG{PIPE} = 'IGNORE';
while (!$over) {
  my $visitor = $listener->accept or next;
  my $request = <$visitor> // next;
  while (my $line = <$visitor>) { last if $line =~ /^\r?$/ }
  my (undef, $path) = split ' ', $request;
  select undef, undef, undef, 0.3;
  my $page = "page $path\ntext $text\n";
  print $visitor "HTTP/1.1 200 OK\r\nX-Instance: $port\r\nContent-Type: text/plain\r\nContent-Length: ", length $page,
    "\r\nConnection: close\r\n\r\n$page";
  close $visitor;
}
PERL
chmod 755 /opt/page/instance
# And this is the candidate's part: launch configuration, instances as units, the rule and the balancer.
echo "text=$LABCHECK_PARAM_text" >/srv/group/launch.conf
cat >/etc/systemd/system/page@.service <<'CONF'
[Unit]
PartOf=group-rule.service
[Service]
ExecStart=/opt/page/instance %i /srv/group/launch.conf
CONF
cat >/etc/systemd/system/group-rule.service <<'CONF'
[Unit]
Description=Rule of the group of pages
[Service]
ExecStart=/usr/local/sbin/group-rule
Restart=always
[Install]
WantedBy=multi-user.target
CONF
cat >/usr/local/sbin/group-rule <<RULE
#!/bin/bash
# How many requests are under way says how many instances are wanted: one for two of them.
lb_port=$LABCHECK_PARAM_lb_port
RULE
cat >>/usr/local/sbin/group-rule <<'RULE'
least=2 most=4 quiet=8 every=1 first=9101
have=$least calm=0
while :; do
  busy=$(ss -Hnt state established "sport = :$lb_port" | wc -l)
  want=$((busy / 2))
  [ $want -ge $least ] || want=$least
  [ $want -le $most ] || want=$most
  if [ $want -ge $have ]; then
    have=$want calm=0
  else
    calm=$((calm + 1))
    if [ $calm -ge $quiet ]; then have=$want calm=0; fi
  fi
  for i in $(seq 0 $((most - 1))); do
    unit=page@$((first + i))
    if [ $i -lt $have ]; then
      systemctl is-active --quiet $unit || systemctl start $unit
    else
      systemctl is-active --quiet $unit && systemctl stop $unit
    fi
  done
  sleep $every
done
RULE
chmod 755 /usr/local/sbin/group-rule
cat >/etc/haproxy/haproxy.cfg <<CONF
global
  daemon
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout queue 60s
  retries 3
  option redispatch 1
listen pages
  bind :$LABCHECK_PARAM_lb_port
  balance roundrobin
  option http-server-close
  retry-on conn-failure empty-response
  default-server check inter 500ms fall 1 rise 1 maxconn 1
  server a 127.0.0.1:9101
  server b 127.0.0.1:9102
  server c 127.0.0.1:9103
  server d 127.0.0.1:9104
CONF
haproxy -c -q -f /etc/haproxy/haproxy.cfg
systemctl daemon-reload
systemctl enable --quiet haproxy group-rule
systemctl restart haproxy group-rule
