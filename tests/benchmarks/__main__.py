"""`make bench`: each benchmark prints its figures; ratios within one run count, single numbers are noisy."""

import importlib
import sys
from pathlib import Path


def main() -> None:
    names = sys.argv[1:] or sorted(
        path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_")
    )
    for name in names:
        print(f"\n## {name}", flush=True)
        importlib.import_module(f"tests.benchmarks.{name}").main()


main()
