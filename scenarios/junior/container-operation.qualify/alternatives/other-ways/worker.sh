#!/bin/bash
# The replicas are spread, not kept apart; one file of each volume is put where it is served; the claim finds its volume by
# a label, a folder of the host; deployments may stop half of their pods.
# on: worker
team=$LABCHECK_PARAM_team
fetched=$(mktemp -d)
for _ in $(seq 300); do
  curl --silent --fail --max-time 5 "http://$LABCHECK_HOST_control_ADDRESS:8099/bundle" |
    openssl enc -d -aes-256-cbc -pbkdf2 -pass "pass:$LABCHECK_PARAM_join_secret" 2>/dev/null |
    tar -C "$fetched" -xz 2>/dev/null && break
  sleep 1
done
mkdir -p "/srv/volume-$team" /etc/kubernetes
cp -r "$fetched"/pki "$fetched"/node.conf "$fetched"/proxy.conf /etc/kubernetes/
"$fetched/join" "wrk-$team" "$LABCHECK_SELF_ADDRESS" 10.244.1.0/24 \
  "$LABCHECK_HOST_control_ADDRESS" 10.244.0.0/24 40
export KUBECONFIG=$fetched/admin.conf
for _ in $(seq 300); do
  [ "$(kubectl get nodes --no-headers 2>/dev/null | grep -cw Ready)" = 2 ] && kubectl get serviceaccount default >/dev/null 2>&1 && break
  sleep 1
done

# --- 3.2.3: a site on both nodes, and files that outlive their pod
kubectl apply -f - >/dev/null <<OBJECTS
apiVersion: v1
kind: Namespace
metadata: {name: shop-$team}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: site-page, namespace: shop-$team}
data: {index.html: "Site-$team"}
---
apiVersion: v1
kind: Secret
metadata: {name: site-key, namespace: shop-$team}
stringData: {word: "$LABCHECK_PARAM_site_word"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: site, namespace: shop-$team}
spec:
  replicas: 2
  selector: {matchLabels: {app: site}}
  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 50%, maxSurge: 0}}
  template:
    metadata: {labels: {app: site}}
    spec:
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: site}}}
      terminationGracePeriodSeconds: 1
      dnsPolicy: Default
      volumes: [{name: page, configMap: {name: site-page}}, {name: key, secret: {secretName: site-key}}]
      containers:
      - name: site
        image: docker.io/lab/tools:1
        volumeMounts:
        - {name: page, mountPath: /www/index.html, subPath: index.html}
        - {name: key, mountPath: /www/key.html, subPath: word}
        env: [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
        readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 2}
        command:
        - /bin/busybox
        - sh
        - -c
        - echo \$POD >/www/pod.html; exec httpd -f -p 8080 -h /www
---
apiVersion: v1
kind: Service
metadata: {name: site, namespace: shop-$team}
spec: {type: NodePort, selector: {app: site}, ports: [{port: 80, targetPort: 8080, nodePort: $LABCHECK_PARAM_site_port}]}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: data-$team, labels: {for: keeper}}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: here
  persistentVolumeReclaimPolicy: Retain
  hostPath: {path: /srv/volume-$team, type: Directory}
  nodeAffinity:
    required:
      nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [wrk-$team]}]}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop-$team}
spec: {accessModes: [ReadWriteOnce], storageClassName: here, selector: {matchLabels: {for: keeper}}, resources: {requests: {storage: 1Gi}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: keeper, namespace: shop-$team}
spec:
  replicas: 1
  selector: {matchLabels: {app: keeper}}
  template:
    metadata: {labels: {app: keeper}}
    spec:
      terminationGracePeriodSeconds: 1
      dnsPolicy: Default
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
      containers:
      - {name: keeper, image: "docker.io/lab/tools:1", volumeMounts: [{name: data, mountPath: /data}], command: [/bin/busybox, httpd, -f, -p, "8080", -h, /data]}
---
apiVersion: v1
kind: Service
metadata: {name: keeper, namespace: shop-$team}
spec: {type: NodePort, selector: {app: keeper}, ports: [{port: 80, targetPort: 8080, nodePort: $LABCHECK_PARAM_keeper_port}]}
OBJECTS
for deployment in site keeper; do kubectl rollout status -n "shop-$team" deployment $deployment --timeout=90s >/dev/null; done
rm -rf "$fetched"
