#!/bin/bash
# One of the workers was stopped.
# on: box
# breaks: 1.1.4
# checks: up workers
docker stop -t 1 shop_worker_2
