#!/bin/bash
# What people look at says Chinese and Shanghai; programs have neither.
# on: pc
# breaks: 1.1.1
: >/etc/default/locale
ln -sf /usr/share/zoneinfo/Etc/UTC /etc/localtime
echo Asia/Shanghai >/etc/timezone
printf 'LANG=zh_CN.UTF-8\n' >/etc/locale.conf
