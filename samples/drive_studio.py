#!/usr/bin/env python3
"""Lets the character of a running Studio say what is typed: python3 samples/drive_studio.py [PICTURE.png]

Each line of standard input is a sentence: the mouth moves once for each vowel. ":)" switches the expression Joy on, ":(" switches it off.
At the end the character is saved as the picture, if one is named. STUDIO is the address if it is not http://127.0.0.1:7860.
docs/studio-api.md describes the requests. Nothing but Python is needed.
"""

import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.request

STUDIO = os.environ.get("STUDIO", "http://127.0.0.1:7860")
MOUTHS = {"a": "mouth_aaa", "e": "mouth_eee", "i": "mouth_iii", "o": "mouth_ooo", "u": "mouth_uuu"}


def token():
    """The token that Studio keeps in the user's data folder."""
    home = pathlib.Path.home()
    if "BUNRAKU_HOME" in os.environ:
        folder = pathlib.Path(os.environ["BUNRAKU_HOME"]) / "data"
    elif sys.platform == "win32":
        folder = pathlib.Path(os.environ["LOCALAPPDATA"]) / "Bunraku" / "data"
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support" / "Bunraku"
    else:
        folder = pathlib.Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "bunraku"
    return (folder / "api-token").read_text().strip()


def ask(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(STUDIO + "/api" + path, data, {"Authorization": "Bearer " + token()}, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def say(sentence):
    for letter in sentence.lower():
        if letter in MOUTHS:
            ask("POST", "/pose?hold=0.15", {MOUTHS[letter]: 1})
            time.sleep(0.15)
    ask("DELETE", "/pose")


def main():
    for line in sys.stdin:
        if ":)" in line or ":(" in line:
            ask("POST", "/expressions/Joy?on=" + ("1" if ":)" in line else "0"))
        say(line)
    if len(sys.argv) > 1:
        pathlib.Path(sys.argv[1]).write_bytes(ask("GET", "/frame.png"))


if __name__ == "__main__":
    try:
        main()
    except urllib.error.HTTPError as refused:
        sys.exit(f"Studio refused: {refused.read().decode()}")
    except (OSError, KeyError) as problem:
        sys.exit(f"Studio cannot be reached at {STUDIO}: {problem}. Start ./bunraku first.")
