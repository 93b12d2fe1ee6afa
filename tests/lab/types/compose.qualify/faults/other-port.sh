#!/bin/bash
# The web service is published elsewhere.
# on: box
# checks: web
cd /opt/shop && sed -i s/8080:8080/8081:8080/ docker-compose.yml && docker-compose up -d
