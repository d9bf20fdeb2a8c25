# SPDX-License-Identifier: GPL-2.0-or-later
"""Challenges and the credentials that answer them (RFC 2617, RFC 7616, RFC 3310)."""

import base64
import hashlib
from dataclasses import dataclass

# 3GPP TS 35.208, test set 1: what a SIM with these keys answers, so that nobody needs to compute it here.
AKA_KEY = bytes.fromhex("465b5ce8b199b49faa5f0a2ee238a6bc")
AKA_OPC = bytes.fromhex("cd63cb71954a9f4e48a5994e37a02baf")
AKA_RAND = bytes.fromhex("23553cbe9637a89d218ae64dae47bf35")
AKA_AUTN = bytes.fromhex("55f328b43577" "b9b9" "4a9ffac354dfafb3")
AKA_RES = bytes.fromhex("a54211d5e3ba50bf")
AKA_NONCE = base64.b64encode(AKA_RAND + AKA_AUTN).decode()

HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256, "AKAv1-MD5": hashlib.md5}


def quoted(text):
    """A quoted-string of these characters (RFC 3261 section 25.1)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True)
class Challenge:
    """One challenge, and the header it stands in."""

    realm: str
    nonce: str
    algorithm: str = None
    qop: str = "auth"
    opaque: str = None
    stale: str = None
    header: str = "WWW-Authenticate"
    extra: tuple = ()

    def text(self):
        parts = ["realm=" + quoted(self.realm), "nonce=" + quoted(self.nonce)]
        if self.opaque is not None:
            parts.append("opaque=" + quoted(self.opaque))
        if self.stale is not None:
            parts.append("stale=" + self.stale)
        if self.algorithm:
            parts.append("algorithm=" + self.algorithm)
        if self.qop:
            parts.append("qop=" + quoted(self.qop))
        return "Digest " + ", ".join(parts + list(self.extra))


@dataclass(frozen=True)
class Credentials:
    """The answer to a challenge; realm, nonce, uri, response and header None mean the right ones."""

    challenge: Challenge
    username: str
    password: object
    header: str = None
    realm: str = None
    nonce: str = None
    uri: str = None
    response: str = None
    nc: int = 1
    cnonce: str = "0a4f113b"

    def digest(self, method, uri):
        hash_of = self._hash()
        secret = self.password if isinstance(self.password, bytes) else self.password.encode()
        ha1 = hash_of(f"{self.username}:{self._realm()}:".encode() + secret)
        ha2 = hash_of(f"{method}:{uri}".encode())
        middle = [self._nonce()]
        if self.challenge.qop:
            middle += [f"{self.nc:08x}", self.cnonce, "auth"]
        return hash_of(":".join([ha1, *middle, ha2]).encode())

    def text(self, method, request_uri):
        uri = self.uri or request_uri
        response = self.digest(method, uri) if self.response is None else self.response
        parts = [
            "username=" + quoted(self.username),
            "realm=" + quoted(self._realm()),
            "nonce=" + quoted(self._nonce()),
            "uri=" + quoted(uri),
            "response=" + quoted(response),
        ]
        if self.challenge.algorithm:
            parts.append("algorithm=" + self.challenge.algorithm)
        if self.challenge.opaque is not None:
            parts.append("opaque=" + quoted(self.challenge.opaque))
        if self.challenge.qop:
            parts += ["qop=auth", f"nc={self.nc:08x}", "cnonce=" + quoted(self.cnonce)]
        return "Digest " + ", ".join(parts)

    def _realm(self):
        return self.challenge.realm if self.realm is None else self.realm

    def _nonce(self):
        return self.challenge.nonce if self.nonce is None else self.nonce

    def _hash(self):
        make = HASHES[self.challenge.algorithm or "MD5"]
        return lambda data: make(data).hexdigest()
