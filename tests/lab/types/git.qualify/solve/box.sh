getent passwd alice >/dev/null || useradd -m alice
rm -rf /srv/shop /srv/shop.git
git init -q --bare -b main /srv/shop.git
git init -q -b main /srv/shop
cd /srv/shop
by() { git -c user.name="$1" -c user.email="$1@example.com" commit -q -m "$2"; }
mkdir www
echo '# Shop' >README.md && git add . && by alice 'A shop'
echo 'welcome' >www/index.html && git add . && by bob 'The page' && git tag v1.0
echo 'prices' >prices && git add . && by alice 'Prices, too'
git remote add origin /srv/shop.git
git push -q origin main
chown -R alice: /srv/shop /srv/shop.git
