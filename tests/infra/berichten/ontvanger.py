"""A receiver in a process of its own: writes each message to a file, and dies where it is told to.

``python ontvanger.py FILE PORT DIE_AT``: after so many messages it writes the next one and dies before it answers.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Ontvanger(BaseHTTPRequestHandler):
    """Takes messages."""

    bestand: Path
    nog: int

    def do_POST(self) -> None:
        lengte = int(self.headers["Content-Length"])
        regel = {
            "handtekening": self.headers["Casus-Handtekening"],
            "inhoud": self.rfile.read(lengte).decode(),
        }
        with self.bestand.open("a") as stroom:
            stroom.write(json.dumps({**regel, "soort": self.headers["Content-Type"]}) + "\n")
            stroom.flush()
            os.fsync(stroom.fileno())
        type(self).nog -= 1
        if type(self).nog == 0:
            os._exit(1)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    Ontvanger.bestand, Ontvanger.nog = Path(sys.argv[1]), int(sys.argv[3])
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Ontvanger)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
