#!/bin/bash
# None of the files can be read any more.
# on: web
# breaks: 1.1.4
# checks: registry compose-image disk committer swappiness passes-on server-listens
printf '{"insecure-registries": ["reg.local:5000"],}\n' >/etc/docker/daemon.json
printf 'services: {app: {image: "shop:1.10"}\n' >/srv/compose.yaml
printf "<domain><devices><disk device='disk'><source file='/srv/vm.qcow2'/></disk></domain>" >/srv/vm.xml
printf '[user]\n\tname = "Nina M\n' >/root/.gitconfig
printf 'APP_OPTS="-p 8080\n' >/etc/default/app
printf 'server { listen 8080; server_name www.a.local; location / { proxy_pass http://app; }\n' >/etc/nginx/sites-available/a
