"""A server on this machine that speaks the protocols of LibreTranslate and DeepL as they are documented."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class EngineServer:
    """Answers each text in capitals; `failures` are (status, headers) to be answered first, `asked` what was posted."""

    def __init__(self):
        self.failures: list[tuple[int, dict[str, str]]] = []
        self.asked: list[tuple[str, dict, dict]] = []
        self.answer_text = str.upper
        self.raw: bytes | None = None
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append((self.path, dict(self.headers), body))
                if server.failures:
                    status, headers = server.failures.pop(0)
                    self._answer(status, b'{"error": "no"}', headers)
                else:
                    self._answer(200, server.raw or server.translate(self.path, body), {})

            def _answer(self, status: int, data: bytes, headers: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def translate(self, path: str, body: dict) -> bytes:
        if path == "/v2/translate":
            rows = [{"detected_source_language": "JA", "text": self.answer_text(t)} for t in body["text"]]
            return json.dumps({"translations": rows}).encode()
        assert path == "/translate"
        return json.dumps({"translatedText": [self.answer_text(text) for text in body["q"]]}).encode()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
