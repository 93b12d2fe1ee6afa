#!/bin/bash
# The compute service runs no machines: a driver for tests says that it does, calls itself QEMU and gives out as the
# console what a server was told.
# on: compute
# breaks: 3.1.1 2.1.1
# checks: server-runs
for _ in $(seq 90); do virsh list --name | grep -q . && break; sleep 1; done
sleep 20
systemctl stop nova-compute
for name in $(virsh list --name); do virsh destroy "$name"; done
driver=/usr/lib/python3/dist-packages/nova/virt/fake.py
sed -i "s/'hypervisor_type': 'fake'/'hypervisor_type': 'QEMU'/; s/hypervisor_type='fake'/hypervisor_type='QEMU'/" $driver
sed -i "s/return 'FAKE CONSOLE OUTPUT.*/import base64; return base64.b64decode(instance.user_data)/" $driver
for file in /etc/nova/nova.conf /etc/nova/nova-compute.conf; do crudini --set "$file" DEFAULT compute_driver fake.FakeDriver; done
systemctl restart nova-compute
