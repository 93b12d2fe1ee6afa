#!/bin/bash
# The web service is published elsewhere.
# on: box
# breaks: 1.1.4
# checks: web
cd /opt/shop && sed -i s/8080:8080/8081:8080/ docker-compose.yml && docker-compose up -d
