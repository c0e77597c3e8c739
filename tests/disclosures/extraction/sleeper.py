"""A child that never answers, with a child of its own whose number it writes down."""

import json
import subprocess
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    grandchild = subprocess.Popen(["sleep", "60"])
    Path(json.load(sys.stdin)["note"]).write_text(str(grandchild.pid))
    time.sleep(60)
