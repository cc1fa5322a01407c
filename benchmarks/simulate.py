"""Years of a simulated district, each from its seed, until something breaks that must hold.

The real program on a real database; the clock, the chat service with its network, the disk and the people are simulated. A
year that breaks an invariant is lived again, the same way, by the command that is printed.
"""

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.simulated.years import Outcome, Years

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, where there is one


def _line(seed: int, outcome: Outcome, seconds: float) -> str:
    lived, service = outcome.lived, outcome.lived.service
    reminders = sum(one.message.bulk for one in service.taken)
    return (
        f"{seed}: {lived.kills} kills, {len(service.updates)} messages, {len(service.taken)} sent ({reminders} reminders), "
        f"{len(lived.reminded)} looks at what is due, {seconds:.1f} s of processor"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="so many years")
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first one's seed")
    parser.add_argument("--quiet", action="store_true", help="print only what is broken, and the sum")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)  # what goes wrong is meant
    broken, sums = [], [0, 0, 0]
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        years = Years(Path(folder))
        for seed in range(arguments.first, arguments.first + arguments.seeds):
            begun = time.process_time()
            outcome = years.live(seed)
            service = outcome.lived.service
            sums = [a + b for a, b in zip(sums, (outcome.lived.kills, len(service.updates), len(service.taken)), strict=True)]
            if not arguments.quiet or outcome.breaches:
                print(_line(seed, outcome, time.process_time() - begun), flush=True)
            for name, breaches in outcome.breaches.items():
                print(f"  BROKEN {name}: {len(breaches)}, first: {'; '.join(breaches[:3])}", flush=True)
            if outcome.breaches:
                broken.append(seed)
                print(f"  again: {sys.executable} benchmarks/simulate.py --from {seed} --seeds 1", flush=True)
        years.close()
    kills, messages, sent = sums
    print(f"{arguments.seeds} years: {kills} kills, {messages} messages, {sent} sent; broken: {broken or 'none'}")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
