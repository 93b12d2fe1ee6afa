#!/bin/bash
# One of the workers was stopped.
# on: box
# checks: up workers
docker stop -t 1 shop_worker_2
