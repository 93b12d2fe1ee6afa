#!/bin/bash
# A server that no line leads to.
# on: box
# breaks: 1.1.3
# checks: drawing
sed -i '/id="b"/d' /submit/arch.drawio
