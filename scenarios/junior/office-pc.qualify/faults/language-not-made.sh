#!/bin/bash
# The language is chosen, but the machine does not have it.
# on: pc
# breaks: 1.1.1
# checks: language
rm -rf /usr/lib/locale/locale-archive /usr/lib/locale/zh_CN*
