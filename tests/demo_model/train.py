"""Train the demo's recogniser: python -m tests.demo_model.train --minutes 80 --out training

The same seed begins with the same weights and speaks the same windows; how long they are changes
with the time that has passed, so two trainings are alike, not the same to the bit.
"""

import argparse
import importlib.util
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=80.0, help="how long to train")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and loss.csv")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-3, help="the highest learning rate")
    parser.add_argument("--warm-up", type=int, default=200, help="steps until it is reached")
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch")
    parser.add_argument("--speakers", type=int, default=1, help="processes that speak")
    parser.add_argument("--init", type=Path, help="go on from this checkpoint")
    parser.add_argument("--begin", type=float, default=0.0, help="how far into the course to start, 0 to 1")
    wanted = parser.parse_args()
    require_torch()
    from tests.demo_model.training import Plan, train

    train(Plan(**vars(wanted)))


def require_torch() -> None:
    """SystemExit that says how to get PyTorch, where it is not."""
    if importlib.util.find_spec("torch") is None:
        raise SystemExit("PyTorch is not installed, and training and export need it: pip install torch")


if __name__ == "__main__":
    main()
