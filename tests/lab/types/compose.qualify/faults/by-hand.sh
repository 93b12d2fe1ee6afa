#!/bin/bash
# The web service was started by hand.
# on: box
# breaks: 1.1.4
# checks: up web
docker rm -f shop_web_1
docker run -d --name shop_web_1 -p 8080:8080 --restart always shop:1
