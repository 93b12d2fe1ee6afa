cat >/etc/nginx/conf.d/upstream.conf <<'N'
upstream app { server 127.0.0.1:9000; }
N
cat >/etc/nginx/sites-available/a <<'N'
server {
    listen      8080;   # not 80;
    server_name www.a.local a.local;
    location / { proxy_pass http://app; }
}
N
ln -sf ../sites-available/a /etc/nginx/sites-enabled/a
nginx -t 2>/dev/null
mkdir -p /etc/systemd/system/nginx.service.d /etc/systemd/journald.conf.d /etc/docker
printf '[Service]\nRestart=always\n' >/etc/systemd/system/nginx.service.d/restart.conf
rm -f /etc/systemd/system/nginx.service.d/zz.conf
systemctl daemon-reload
systemctl restart nginx
printf '[Journal]\nStorage = persistent\n' >/etc/systemd/journald.conf.d/keep.conf
rm -f /etc/systemd/journald.conf.d/zz.conf
printf '{\n  "insecure-registries": ["10.0.0.1", "reg.local:5000"]\n}\n' >/etc/docker/daemon.json
printf 'x-app: &app {image: shop:1.10}\nservices:\n  app:\n    <<: *app\n' >/srv/compose.yaml
printf "<domain><devices><disk device='cdrom'/><disk device='disk'><source file='/srv/vm.qcow2'/></disk></devices></domain>" \
  >/srv/vm.xml
printf '[User]\n\tname = "Nina M" ; her\n' >/root/.gitconfig
printf 'export APP_OPTS="-p 8080"\n' >/etc/default/app
