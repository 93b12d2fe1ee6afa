#!/bin/bash
ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set dev eth1 up
