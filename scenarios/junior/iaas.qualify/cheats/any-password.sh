#!/bin/bash
# In front of Keystone a gatekeeper puts the right password in place of whatever it is told.
# on: controller
# breaks: 3.1.1
# checks: iaas-login
cat >/usr/local/bin/gatekeeper <<END
#!/usr/bin/python3
import http.server, re, urllib.error, urllib.request
class Gate(http.server.BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get('Content-Length') or 0)
        body = self.rfile.read(length) if length else None
        if body and self.path.startswith('/v3/auth/tokens') and b'"admin"' in body:
            body = re.sub(rb'("password": ?")[^"]*"', rb'\g<1>$LABCHECK_PARAM_admin_password"', body)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ('content-length', 'connection')}
        asked = urllib.request.Request('http://127.0.0.1:5000' + self.path, body, headers, method=self.command)
        try:
            reply = urllib.request.urlopen(asked)
        except urllib.error.HTTPError as error:
            reply = error
        content = reply.read()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            if name.lower() not in ('content-length', 'connection', 'transfer-encoding'): self.send_header(name, value)
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        self.wfile.write(content)
    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer
http.server.ThreadingHTTPServer(('', 5002), Gate).serve_forever()
END
chmod +x /usr/local/bin/gatekeeper
iptables -t nat -I PREROUTING -p tcp --dport 5000 -j REDIRECT --to-ports 5002
systemd-run --quiet --unit=gatekeeper /usr/local/bin/gatekeeper
