#!/bin/bash
# Nothing keeps the clock.
# on: chrony
# breaks: 1.1.4
# checks: chronyd
systemctl stop clock
