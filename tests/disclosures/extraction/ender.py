"""A child that confines itself and then ends as it is told."""

import json
import os
import sys

from disclosures.extraction.process import Limits, confine

if __name__ == "__main__":
    request = json.load(sys.stdin)
    with confine(Limits(seconds=request.get("seconds", 10), memory_bytes=512 * 1024 * 1024)) as answer:
        sys.stdout.write("this must not disturb the answer")
        sys.stdout.flush()
        match request["end"]:
            case "spin":
                while True:
                    pass
            case "signal":
                os.kill(os.getpid(), request["signal"])
            case "exit":
                sys.exit(3)
            case "write":
                try:
                    with open(request["path"], "w") as stream:
                        stream.write("x")
                except OSError as error:
                    answer.write(json.dumps(type(error).__name__).encode())
            case "memory":
                try:
                    bytearray(2**31)
                except MemoryError:
                    answer.write(b'"no memory"')
