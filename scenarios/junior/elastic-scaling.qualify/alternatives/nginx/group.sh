#!/bin/bash
# on: group
# nginx balances, and the rule is one program that has the instances as its own children and adds one at a time.
# The program is the exam centre's: what solve/group.sh sets up.
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
echo "text=$LABCHECK_PARAM_text" >/srv/group/launch.conf
cat >/etc/systemd/system/group-rule.service <<CONF
[Service]
ExecStart=/usr/local/sbin/group-rule $LABCHECK_PARAM_lb_port
Restart=always
[Install]
WantedBy=multi-user.target
CONF
cat >/usr/local/sbin/group-rule <<'PERL'
#!/usr/bin/perl
use strict;
use POSIX ':sys_wait_h';
my $lb = shift;
my @ports = (8701 .. 8704);
my (%pid, $busy_at);
my $have = 2;
$busy_at = time;
for (;;) {
  while ((my $gone = waitpid -1, WNOHANG) > 0) { delete @pid{grep { $pid{$_} == $gone } keys %pid} }
  my $busy = () = `ss -Hnt state established 'sport = :$lb'` =~ /\n/g;
  if ($busy > 4) { $busy_at = time; $have++ if $have < 4 }
  elsif ($have > 2 && time - $busy_at > 9) { $have-- }
  for my $i (0 .. 3) {
    my $port = $ports[$i];
    if ($i < $have && !$pid{$port}) {
      $pid{$port} = fork // die;
      exec '/opt/page/instance', $port, '/srv/group/launch.conf' if !$pid{$port};
    }
    kill TERM => $pid{$port} if $i >= $have && $pid{$port};
  }
  sleep 1;
}
PERL
chmod 755 /usr/local/sbin/group-rule
cat >/etc/nginx/sites-available/pages <<CONF
upstream pages {
  zone pages 64k;
  least_conn;
  server 127.0.0.1:8701 max_fails=0;
  server 127.0.0.1:8702 max_fails=0;
  server 127.0.0.1:8703 max_fails=0;
  server 127.0.0.1:8704 max_fails=0;
}
server {
  listen $LABCHECK_PARAM_lb_port;
  location / {
    proxy_pass http://pages;
    proxy_next_upstream error timeout http_502;
  }
}
CONF
rm -f /etc/nginx/sites-enabled/default
ln -sf /etc/nginx/sites-available/pages /etc/nginx/sites-enabled/pages
nginx -t -q
systemctl daemon-reload
systemctl enable --quiet nginx group-rule
systemctl restart nginx group-rule
