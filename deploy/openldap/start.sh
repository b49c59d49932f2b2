#!/bin/sh
# A directory for the hub's accounts: made at first start with a certificate of its own, then served until told to stop.
# LDAP_PASSWORD_FILE is the manager's password (cn=admin), LDAP_HUB_PASSWORD_FILE the one of the hub's entry (cn=hub).
set -eu
base=${LDAP_BASE:-dc=hospital,dc=example}
folder=${LDAP_FOLDER:-/var/lib/directory}
certificates=${LDAP_CERTIFICATES:-/certificates}
name=${LDAP_NAME:-directory}
umask 077

hashed() { # the password in a file, as a salted hash; a line end is no part of it
    tr -d '\n' <"$1" >"$folder/password"
    slappasswd -h '{SSHA}' -T "$folder/password"
    rm -f "$folder/password"
}

mkdir -p "$folder/data"
if [ ! -f "$folder/key.pem" ]; then
    kind=DNS
    case $name in *[!0-9.]*) ;; *) kind=IP ;; esac
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=$name" \
        -addext "subjectAltName=$kind:$name" -keyout "$folder/key.pem" -out "$certificates/ca.pem" 2>/dev/null
    chmod 644 "$certificates/ca.pem"
fi
cat >"$folder/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile $folder/slapd.pid
argsfile $folder/slapd.args
TLSCertificateFile $certificates/ca.pem
TLSCertificateKeyFile $folder/key.pem
database mdb
suffix "$base"
rootdn "cn=admin,$base"
rootpw "$(hashed "$LDAP_PASSWORD_FILE")"
directory $folder/data
index objectClass,mail,member eq
password-hash {SSHA}
access to attrs=userPassword by self =xw by dn.exact="cn=hub,$base" =xw by anonymous auth by * none
access to dn.subtree="ou=people,$base" by dn.exact="cn=hub,$base" write by self read by * none
access to * by dn.exact="cn=hub,$base" read by self read by * none
CONF
if [ ! -f "$folder/data/data.mdb" ]; then
    slapadd -f "$folder/slapd.conf" <<LDIF
dn: $base
objectClass: domain
objectClass: dcObject
dc: $(echo "$base" | sed 's/^dc=\([^,]*\).*/\1/')

dn: ou=people,$base
objectClass: organizationalUnit
ou: people

dn: ou=groups,$base
objectClass: organizationalUnit
ou: groups

dn: cn=hub,$base
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: hub
userPassword: $(hashed "$LDAP_HUB_PASSWORD_FILE")
LDIF
fi
exec slapd -d 0 -h "${LDAP_URLS:-ldaps:///}" -f "$folder/slapd.conf"
