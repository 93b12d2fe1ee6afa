#!/bin/bash
# The language is set for root's own shell only.
# on: pc
# breaks: 1.1.1
# checks: language
: >/etc/default/locale
echo 'export LANG=zh_CN.UTF-8' >>/root/.bashrc
