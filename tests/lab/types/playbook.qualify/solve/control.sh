id deploy >/dev/null 2>&1 || useradd -m deploy
mkdir -p /srv/site /srv/www
rm -f /srv/www/*
chown deploy /srv/www
printf '[web]\none ansible_connection=local\ntwo ansible_connection=local\n' >/srv/site/hosts
cat >/srv/site/site.yml <<'P'
- hosts: web
  gather_facts: false
  tasks:
    - name: the page
      ansible.builtin.copy: {content: "{{ word }}\n", dest: "/srv/www/{{ inventory_hostname }}.txt"}
P
