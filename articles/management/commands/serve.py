"""python manage.py serve: the site on this machine, by the application server that production uses."""

import errno
import os
import socket
import subprocess
import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Serve the site on http://127.0.0.1:PORT/ until Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, port: int, **options) -> None:
        if not 0 < port < 65536:
            raise CommandError(f"{port} is no port; name one from 1 to 65535")
        self.check_free(port)
        self.stdout.write(
            f"kzsite: http://127.0.0.1:{port}/ (editors: http://127.0.0.1:{port}/admin/); Ctrl+C stops it"
        )
        self.stdout.flush()
        os.environ.setdefault("KZ_ENV", "development")
        os.environ["KZ_TASKS"] = os.environ.get("KZ_TASKS", "database")
        subprocess.Popen([sys.executable, sys.argv[0], "work", "--beside"])  # ends with this process
        granian = (
            "-m granian kzsite.wsgi:application --interface=wsgi --workers=2 --blocking-threads=4 --no-ws"
        )
        os.execv(sys.executable, [sys.executable, *granian.split(), "--log-level=warning", f"--port={port}"])

    def check_free(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                if error.errno == errno.EACCES:
                    raise CommandError(f"port {port} is not open to you; say make run PORT=8001") from error
                raise CommandError(
                    f"port {port} is in use; stop what uses it, or say make run PORT={port + 1}"
                ) from error
