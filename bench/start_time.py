"""Measures how long a program of Bunraku takes from its start to Studio's first page, and to Koito's first picture.

    python3 bench/start_time.py artifacts/release/bunraku-0.2.0-linux-x64/bunraku
    python3 bench/start_time.py wine artifacts/release/bunraku-0.2.0-win-x64/bunraku.exe
"""
import os, pathlib, signal, socket, subprocess, sys, tempfile, time, urllib.error, urllib.request

STARTS = 4
MOST_SECONDS = 90


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def measure(command, home):
    address = f"http://127.0.0.1:{free_port()}"
    token = pathlib.Path(home, "data", "api-token")
    began, page = time.monotonic(), None
    process = subprocess.Popen([*command, "studio", "--no-browser", "--urls", address], env={**os.environ, "BUNRAKU_HOME": home},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while time.monotonic() - began < MOST_SECONDS:
            try:
                if page is None:
                    urllib.request.urlopen(address, timeout=30).read()
                    page = time.monotonic() - began
                request = urllib.request.Request(address + "/api/frame.png", headers={"Authorization": "Bearer " + token.read_text().strip()})
                urllib.request.urlopen(request, timeout=30).read()
                return page, time.monotonic() - began
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        sys.exit(f"No picture came within {MOST_SECONDS} seconds.")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


with tempfile.TemporaryDirectory() as home:
    for _ in range(STARTS):
        page, picture = measure(sys.argv[1:], home)
        print(f"page {page:.2f} s, picture {picture:.2f} s")
