"""``python -m pipelines.cli`` is the command ``indicators``."""

import sys

from pipelines.cli import main

sys.exit(main())
