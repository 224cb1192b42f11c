"""A push service and a browser that reads what it gets, written after the RFCs and not after our own code."""

import ssl
import threading
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portalkit.testing.certificates import certify


def text(raw):
    return urlsafe_b64encode(raw).decode().rstrip("=")


def hmac(key, *parts):
    made = HMAC(key, SHA256())
    for part in parts:
        made.update(part)
    return made.finalize()


@dataclass
class Browser:
    """Reads what is encrypted for it."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = bytes(range(16))

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscribed(self, endpoint: str) -> dict[str, str]:
        """What a page tells of it."""
        return {"endpoint": endpoint, "p256dh": text(self.public), "auth": text(self.auth)}

    def read(self, body: bytes) -> bytes:
        """RFC 8188 and 8291, step by step."""
        salt, length, rest = body[:16], body[20], body[21:]
        theirs, cipher = rest[:length], rest[length:]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        secret = hmac(hmac(self.auth, shared), b"WebPush: info\x00", self.public, theirs, b"\x01")
        extracted = hmac(salt, secret)
        key = hmac(extracted, b"Content-Encoding: aes128gcm\x00\x01")[:16]
        nonce = hmac(extracted, b"Content-Encoding: nonce\x00\x01")[:12]
        plain = AESGCM(key).decrypt(nonce, cipher, None)
        assert plain.endswith(b"\x02")  # the last record
        return plain[:-1]


class PushService:
    """A server on this machine that keeps what it is handed, and answers as it is told."""

    def __init__(self, folder: Any) -> None:
        self.answers: list[int] = []  # the next ones; then 201
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(service.answers.pop(0) if service.answers else 201)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.endpoint = f"https://localhost:{self.port}/send/abc"
        certified = certify(folder, "localhost")
        mine = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        mine.load_cert_chain(certified.certificate, certified.key)
        self._server.socket = mine.wrap_socket(self._server.socket, server_side=True)
        self.trusted = ssl.create_default_context(cadata=certified.ca)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def read(self, browser: Browser) -> list[dict[str, Any]]:
        """What the browser reads of all that came."""
        return [orjson.loads(browser.read(body)) for _, _, body in self.got]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
