#!/bin/bash
# A server that no line leads to.
# on: box
# checks: drawing
sed -i '/id="b"/d' /submit/arch.drawio
