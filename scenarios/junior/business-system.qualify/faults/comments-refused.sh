#!/bin/bash
# The application refuses every comment.
# on: app
# breaks: 1.2.5
# checks: app-writes-rows
mkdir -p /var/lib/wordpress/wp-content/mu-plugins
cat >/var/lib/wordpress/wp-content/mu-plugins/closed.php <<'PHP'
<?php
add_action('pre_comment_on_post', function () { wp_die('closed', 'closed', 403); });
PHP
