#!/bin/bash
# There is only one worker.
# on: box
# checks: workers
docker rm -f shop_worker_2
