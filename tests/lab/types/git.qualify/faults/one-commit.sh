#!/bin/bash
# All in one commit, by one person.
# on: box
# breaks: 1.1.4
# checks: history release page pushed
cd /srv && rm -rf shop shop.git && git init -q --bare -b main shop.git && git init -q -b main shop && cd shop
mkdir www && echo x >www/index.html && git add . && git -c user.name=a -c user.email=a@b commit -q -m all
git tag v1.0 && git remote add origin /srv/shop.git && git push -q origin main
