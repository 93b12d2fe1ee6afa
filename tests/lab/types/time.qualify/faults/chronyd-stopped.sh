#!/bin/bash
# Nothing keeps the clock.
# on: chrony
# checks: chronyd
systemctl stop clock
