#!/bin/bash
# Mail is put where nobody looks for it.
# on: mail
# breaks: 1.2.4
# checks: receives
postconf 'virtual_mailbox_maps=inline:{ li@lab.example=other/ }'
systemctl restart postfix
