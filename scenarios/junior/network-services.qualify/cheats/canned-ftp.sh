#!/bin/bash
# The FTP server's program is another one under its name, which says the right words to whoever logs in and stores nothing.
# on: files
# breaks: 1.2.4
# checks: ftp-upload ftp-download
systemctl stop vsftpd
cp "$(readlink -f /usr/bin/perl)" /usr/sbin/vsftpd
cat >/etc/vsftpd.conf <<'END'
use IO::Socket::INET;
my $password = shift;
$SIG{CHLD} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalPort => 21, Listen => 9, ReuseAddr => 1) or die;
while (my $client = $server->accept) {
  next if fork;
  my ($data, $user);
  print $client "220 (vsFTPd 3.0.3)\r\n";
  while (my $line = <$client>) {
    if ($line =~ /^USER (\S+)/) { $user = $1; print $client "331 Please specify the password.\r\n" }
    elsif ($line =~ /^PASS (\S+)/) {
      print $client $user ne 'anonymous' && $1 eq $password ? "230 Login successful.\r\n" : "530 Login incorrect.\r\n" }
    elsif ($line =~ /^PWD/) { print $client "257 \"/\" is the current directory\r\n" }
    elsif ($line =~ /^EPSV/) {
      $data = IO::Socket::INET->new(Listen => 1) or die;
      print $client "229 Entering Extended Passive Mode (|||" . $data->sockport . "|)\r\n" }
    elsif ($line =~ /^NLST/) {
      print $client "150 Here comes the directory listing.\r\n";
      my $peer = $data->accept; print $peer "incoming\r\n"; close $peer;
      print $client "226 Directory send OK.\r\n" }
    elsif ($line =~ /^STOR/) {
      print $client "150 Ok to send data.\r\n";
      my $peer = $data->accept; 1 while <$peer>; close $peer;
      print $client "226 Transfer complete.\r\n" }
    elsif ($line =~ /^(RETR|SIZE|MDTM)/) { print $client "550 Failed to open file.\r\n" }
    else { print $client "250 Done.\r\n" }
  }
  exit;
}
END
mkdir -p /etc/systemd/system/vsftpd.service.d
cat >/etc/systemd/system/vsftpd.service.d/own.conf <<END
[Service]
Type=simple
ExecStartPre=
ExecStart=
ExecStart=/usr/sbin/vsftpd /etc/vsftpd.conf $LABCHECK_PARAM_ftp_password
END
systemctl daemon-reload
systemctl start vsftpd
