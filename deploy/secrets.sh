#!/bin/sh
# Makes the secrets of compose.yaml in ./secrets where they are missing; keeps those that are there.
set -eu
umask 077
mkdir -p secrets && cd secrets
made() { [ -s "$1" ] || openssl rand -hex 24 | tr -d '\n' >"$1"; }
made mongo_password
made ldap_password
made hub_ldap_bind_password
made hub_admin_password
[ -s mongo_replica_key ] || openssl rand -base64 512 | tr -d '\n' >mongo_replica_key
[ -s hub_mongo_uri ] || printf 'mongodb://hub:%s@mongo:27017/?replicaSet=hub&authSource=admin' "$(cat mongo_password)" >hub_mongo_uri
chmod 644 ./*  # read in the containers by users of their own; the folder itself is closed to others
echo "The first administrator's password: $(pwd)/hub_admin_password"
