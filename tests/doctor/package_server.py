"""A package registry on loopback that serves small packages made on the spot, named as a test wants them."""

import base64
import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


def tarball(name: str, version: str) -> bytes:
    """A package with nothing in it but its own description."""
    text = json.dumps({"name": name, "version": version}).encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo("package/package.json")
        entry.size, entry.mode = len(text), 0o644
        archive.addfile(entry, io.BytesIO(text))
    return packed.getvalue()


def _document(name: str, versions: Mapping[str, bytes], url: str) -> bytes:
    """What a registry says of a package."""
    found = {
        version: {
            "name": name,
            "version": version,
            "dist": {
                "tarball": f"{url}/{name}/-/{version}.tgz",
                "shasum": hashlib.sha1(packed).hexdigest(),
                "integrity": f"sha512-{base64.b64encode(hashlib.sha512(packed).digest()).decode()}",
            },
        }
        for version, packed in versions.items()
    }
    latest = list(versions)[-1]
    times = dict.fromkeys(("created", "modified", *versions), "2024-01-01T00:00:00.000Z")
    return json.dumps({"name": name, "dist-tags": {"latest": latest}, "versions": found, "time": times}).encode()


@contextmanager
def package_server(packages: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Serve *packages* (`name: versions`) and yield the address of the registry."""
    packed = {name: {each: tarball(name, each) for each in versions} for name, versions in packages.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name, dash, file = unquote(self.path).lstrip("/").partition("/-/")
            versions = packed.get(name, {})
            body = versions.get(file.removesuffix(".tgz")) if dash else None
            if not dash and versions:
                body = _document(name, versions, f"http://{self.headers['host']}")
            self.send_response(200 if body else 404)
            self.send_header("content-type", "application/octet-stream" if dash else "application/json")
            self.send_header("content-length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
