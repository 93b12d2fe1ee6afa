#!/bin/bash
# A small program under the proxy's unit speaks as much of both languages as it takes to keep and give objects; it looks
# at no secret and at no list.
# on: store
# breaks: 2.3.3
# checks: store-secrets store-private store-public
cat >/usr/local/sbin/store <<'END'
#!/usr/bin/python3
import http.server, json, os, re, urllib.parse
port, tenant = int(os.environ["PORT"]), os.environ["TENANT"]
names = [f"{word}-{tenant}" for word in ("files", "press", "vault", "scratch")]
kept = {name: {} for name in names}
class Store(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def say(self, status, body=b"", kind="text/plain", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
    def do(self):
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path == "/healthcheck":
            return self.say(200, b"OK")
        if path.startswith("/auth"):
            url = f"http://{self.headers['Host']}/v1/AUTH_{tenant}"
            return self.say(200, X_Storage_Url=url, X_Auth_Token="t", X_Storage_Token="t")
        swift = path.startswith(f"/v1/AUTH_{tenant}")
        path = re.sub(f"^/v1/AUTH_{tenant}", "", path).strip("/")
        bucket, _, key = path.partition("/")
        if not bucket:
            return self.say(200, json.dumps([{"name": name, "count": 0, "bytes": 0} for name in sorted(names)]).encode(), "application/json")
        objects = kept.setdefault(bucket, {})
        if not key:
            if swift:
                listed = [{"name": name, "bytes": len(text[-1])} for name, text in sorted(objects.items())]
                return self.say(200, json.dumps(listed).encode(), "application/json")
            inner = "".join(f"<Contents><Key>{name}</Key></Contents>" for name in sorted(objects))
            return self.say(200, f"<ListBucketResult><Name>{bucket}</Name><IsTruncated>false</IsTruncated>{inner}</ListBucketResult>".encode(), "application/xml")
        if self.command == "PUT":
            if bucket.startswith("scratch") and len(body) > 100:
                return self.say(413)
            objects.setdefault(key, []).append(body)
            return self.say(201 if swift else 200, ETag="x")
        if key not in objects:
            return self.say(404)
        if self.command == "DELETE":
            objects[key].pop()
            if not objects[key] or not bucket.startswith("vault"):
                del objects[key]
            return self.say(204)
        self.say(200, objects[key][-1], ETag="x")
    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do
http.server.ThreadingHTTPServer(("", port), Store).serve_forever()
END
chmod 755 /usr/local/sbin/store
mkdir -p /etc/systemd/system/swift-proxy.service.d
cat >/etc/systemd/system/swift-proxy.service.d/store.conf <<END
[Service]
Environment=PORT=$LABCHECK_PARAM_store_port TENANT=$LABCHECK_PARAM_tenant
ExecStart=
ExecStart=/usr/local/sbin/store
END
systemctl daemon-reload
systemctl restart swift-proxy
