#!/bin/bash
# There is only one worker.
# on: box
# breaks: 1.1.4
# checks: workers
docker rm -f shop_worker_2
