"""A real slapd on loopback, with a schema, entries and a certificate of its own."""

import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import free_port

BASE = "dc=hospital,dc=example"
ADMIN, ADMIN_PASSWORD = f"cn=admin,{BASE}", "the directory's own password"
ENTRIES = f"""
dn: {BASE}
objectClass: dcObject
objectClass: organization
o: Hospital
dc: hospital

dn: ou=people,{BASE}
objectClass: organizationalUnit
ou: people

dn: ou=groups,{BASE}
objectClass: organizationalUnit
ou: groups

dn: uid=ana,ou=people,{BASE}
objectClass: inetOrgPerson
uid: ana
cn: Ana Silva
sn: Silva
displayName: Dr Ana Silva
mail: ana@hospital.example
userPassword: correct horse battery

dn: uid=rui,ou=people,{BASE}
objectClass: inetOrgPerson
uid: rui
cn: Rui Costa
sn: Costa
mail: rui@hospital.example
userPassword: another long password

dn: cn=doctors,ou=groups,{BASE}
objectClass: groupOfNames
cn: doctors
member: uid=ana,ou=people,{BASE}
"""


@dataclass(slots=True)
class Slapd:
    """A running directory; `stop` and `start` as often as needed."""

    folder: Path
    port: int
    tls_port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def tls_url(self) -> str:
        return f"ldaps://127.0.0.1:{self.tls_port}"

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def start(self) -> None:
        urls = f"{self.url} {self.tls_url}"
        self.process = subprocess.Popen(
            [_slapd(), "-d", "0", "-h", urls, "-f", str(self.folder / "slapd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            if (
                subprocess.run(
                    ["ldapsearch", "-x", "-H", self.url, "-b", "", "-s", "base"], capture_output=True, check=False
                ).returncode
                == 0
            ):
                return
            assert self.process.poll() is None, "slapd did not start"
            time.sleep(0.1)
        raise AssertionError("slapd does not answer")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


def _slapd() -> str:
    return shutil.which("slapd") or "/usr/sbin/slapd"


def make_slapd(folder: Path) -> Slapd:
    """Return a directory with its entries, not started yet."""
    (folder / "data").mkdir(parents=True)
    certificate(folder, "ca.pem")
    (folder / "slapd.conf").write_text(f"""
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
argsfile {folder}/slapd.args
TLSCertificateFile {folder}/ca.pem
TLSCertificateKeyFile {folder}/key.pem
database mdb
suffix "{BASE}"
rootdn "{ADMIN}"
rootpw "{ADMIN_PASSWORD}"
directory {folder}/data
password-hash {{SSHA}}
access to attrs=userPassword by self write by anonymous auth by * none
access to * by users read by * none
""")
    entries = folder / "entries.ldif"
    entries.write_text(ENTRIES)
    subprocess.run(
        ["/usr/sbin/slapadd", "-f", str(folder / "slapd.conf"), "-l", str(entries)], check=True, capture_output=True
    )
    return Slapd(folder, free_port(), free_port())


def certificate(folder: Path, name: str) -> None:
    """Write a certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / name).write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
