#!/bin/bash
# Redis runs, and baskets are kept in a cookie.
# on: app[0] app[1] app[2]
# breaks: 3.3.4
# checks: scale-in-redis
cat >/srv/shop/basket.php <<'PHP'
<?php
require 'common.php';
$basket = array_filter(explode('-', $_COOKIE['basket'] ?? ''));
if (isset($_GET['add'])) {
  $basket[] = strtr($_GET['add'], '-', '_');
  setcookie('basket', implode('-', $basket));
}
echo 'basket: ', strtr(implode(' ', $basket ?: ['empty']), '_', '-'), "\nby $ini[name]\n";
PHP
