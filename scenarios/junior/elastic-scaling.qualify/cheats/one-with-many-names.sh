#!/bin/bash
# One program answers on all ports under all names, as many at a time as are asked; a second one only looks like an instance.
# on: group
# breaks: 2.1.2
# checks: group-at-rest
cat >/opt/page/instance <<'PERL'
#!/usr/bin/perl
use strict;
use IO::Select;
use IO::Socket::INET;
exit if $ARGV[0] ne 'all';
$SIG{CHLD} = 'IGNORE';
my $text = '';
my $open = sub { IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => shift, Listen => 64, ReuseAddr => 1) or die };
if (fork) { sleep } # looks like the second
my @have = map { [$open->($_), $_] } 9101, 9102;
my ($busy_at, $busy) = (0, 0);
for (;;) {
  $busy = () = `ss -Hnt state established 'sport = :$ARGV[1]'` =~ /\n/g;
  $busy_at = time if $busy > 4;
  if ($busy > 4 && @have == 2) { push @have, map { [$open->($_), $_] } 9103, 9104 }
  if (@have == 4 && time - $busy_at > 8) { $#have = 1 }
  my $select = IO::Select->new(map { $_->[0] } @have);
  for my $ready ($select->can_read(0.5)) {
    my ($port) = map { $_->[1] } grep { $_->[0] == $ready } @have;
    my $visitor = $ready->accept or next;
    if (fork) { close $visitor; next }
    my $request = <$visitor> // exit;
    while (my $line = <$visitor>) { last if $line =~ /^\r?$/ }
    my (undef, $path) = split ' ', $request;
    open my $launch, '<', '/srv/group/launch.conf';
    ($text) = map { /^text=(.*)/ } <$launch>;
    select undef, undef, undef, 0.3;
    my $page = "page $path\ntext $text\n";
    print $visitor "HTTP/1.1 200 OK\r\nX-Instance: $port\r\nContent-Length: ", length $page, "\r\nConnection: close\r\n\r\n$page";
    exit;
  }
}
PERL
printf '#!/bin/bash\nexec /opt/page/instance all %s\n' "$LABCHECK_PARAM_lb_port" >/usr/local/sbin/group-rule
systemctl stop 'page@*'
systemctl restart group-rule
