#!/bin/bash
# The web server has no pages of its own: it passes everything on to the file server.
# on: web files
# breaks: 1.2.4
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_web_ADDRESS" ]; then
  cat >/etc/nginx/sites-available/company <<END
server {
  listen $LABCHECK_PARAM_web_port;
  location / {
    proxy_pass http://$LABCHECK_HOST_files_ADDRESS:8080;
    proxy_set_header Host \$host;
  }
}
END
  systemctl reload nginx
else
  mkdir -p /srv/www
  echo www >/srv/www/index.html
  systemd-run --quiet --unit=pages perl -MIO::Socket::INET -e '
    my $server = IO::Socket::INET->new(LocalPort => 8080, Listen => 9, ReuseAddr => 1) or die;
    while (my $client = $server->accept) { my $line = <$client>;
      my $page = $line =~ m{^GET / } ? "200 OK" : "404 Not Found";
      print $client "HTTP/1.0 $page\r\n\r\nwww\n"; close $client; }'
fi
